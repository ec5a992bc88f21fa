package io.distributeddebug.simulation;

import static io.distributeddebug.simulation.ShopBuilder.call;
import static io.distributeddebug.simulation.ShopBuilder.callIfPossible;
import static io.distributeddebug.simulation.ShopBuilder.publish;
import static io.distributeddebug.simulation.ShopBuilder.query;
import static io.distributeddebug.simulation.ShopBuilder.work;

import io.distributeddebug.simulation.ShopBuilder.ServiceBuilder;

/** The half of the shop that customers do not see: orders, money, goods, parcels and mails. */
final class BackOffice {
  private final ShopBuilder shop;
  private final Backend usersDb;
  private final Backend ordersDb;
  private final Backend paymentsDb;
  private final Backend inventoryDb;
  private final Backend shippingDb;
  private final Backend acquirer;
  private final Backend carrier;
  private final Backend mailRelay;

  BackOffice(ShopBuilder shop, Backend usersDb) {
    this.shop = shop;
    this.usersDb = usersDb;
    ordersDb = shop.database("orders-db", "postgresql", "orders", 5432);
    paymentsDb = shop.database("payments-db", "postgresql", "payments", 5432);
    inventoryDb = shop.database("inventory-db", "mysql", "inventory", 3306);
    shippingDb = shop.database("shipping-db", "mysql", "shipping", 3306);
    acquirer = shop.store("acquirer-api", "", 443);
    carrier = shop.store("carrier-api", "", 443);
    mailRelay = shop.store("mail-relay", "", 443);
  }

  void open() {
    order();
    payment();
    fraud();
    inventory();
    shipping();
    notification();
  }

  private void order() {
    ServiceBuilder order = shop.service("order", "java", 2);
    order
        .http(
            "POST",
            "/orders",
            order.info("Creating order {order} for {user}"),
            work("validate order", 1.5),
            query(
                ordersDb,
                "INSERT",
                "orders",
                "INSERT INTO orders (id, user_id, total) VALUES (?, ?, ?)",
                5),
            query(
                ordersDb,
                "INSERT",
                "order_lines",
                "INSERT INTO order_lines (order_id, product_id, quantity) VALUES (?, ?, ?)",
                6),
            publish("order-events"),
            order.info("Order {order} created"))
        .http(
            "GET",
            "/orders/{order}",
            order.info("Reading order {order}"),
            query(
                ordersDb,
                "SELECT",
                "orders",
                "SELECT o.*, l.* FROM orders o JOIN order_lines l ON l.order_id = o.id"
                    + " WHERE o.id = ?",
                5),
            callIfPossible("shipping:GET /shipments/{order}"),
            work(1.5))
        .job(
            "archive-orders",
            600,
            order.info("Archiving old orders"),
            query(
                ordersDb,
                "SELECT",
                "orders",
                "SELECT id FROM orders WHERE created_at < ? LIMIT 500",
                160),
            query(ordersDb, "DELETE", "orders", "DELETE FROM orders WHERE id IN (?)", 90));
  }

  private void payment() {
    ServiceBuilder payment = shop.service("payment", "java", 2);
    payment.grpc(
        "PaymentService",
        "Charge",
        payment.info("Charging {amount} to {user}"),
        call("fraud:POST /score"),
        payment.decline(0.02, 402, "Card of {user} declined"),
        query(
            paymentsDb,
            "INSERT",
            "payments",
            "INSERT INTO payments (id, user_id, amount, state) VALUES (?, ?, ?, 'new')",
            5),
        query(acquirer, "POST", "/v1/charges", "", 65),
        query(paymentsDb, "UPDATE", "payments", "UPDATE payments SET state = ? WHERE id = ?", 4),
        payment.info("Charged {amount} to {user}"));
  }

  private void fraud() {
    ServiceBuilder fraud = shop.service("fraud", "python", 2);
    fraud.http(
        "POST",
        "/score",
        fraud.info("Scoring {user}"),
        query(
            usersDb,
            "SELECT",
            "logins",
            "SELECT ip, at FROM logins WHERE user_id = ? ORDER BY at DESC LIMIT 20",
            4),
        work("evaluate model", 16),
        fraud.info("Score of {user} is fine"));
  }

  private void inventory() {
    ServiceBuilder inventory = shop.service("inventory", "go", 2);
    inventory
        .grpc(
            "InventoryService",
            "Available",
            inventory.info("Stock of {product}"),
            query(
                inventoryDb,
                "SELECT",
                "stock",
                "SELECT quantity FROM stock WHERE product_id = ?",
                2.5),
            work(0.8))
        .grpc(
            "InventoryService",
            "Reserve",
            inventory.info("Reserving {count} of {product}"),
            query(
                inventoryDb,
                "SELECT",
                "stock",
                "SELECT quantity FROM stock WHERE product_id = ? FOR UPDATE",
                4),
            inventory.decline(0.01, 409, "Out of stock: {product}"),
            query(
                inventoryDb,
                "UPDATE",
                "stock",
                "UPDATE stock SET quantity = quantity - ? WHERE product_id = ?",
                4),
            inventory.info("Reserved {count} of {product}"))
        .job(
            "recount-stock",
            240,
            inventory.info("Recounting stock"),
            query(inventoryDb, "SELECT", "stock", "SELECT sum(quantity) FROM stock", 140),
            work("compare", 20));
  }

  private void shipping() {
    ServiceBuilder shipping = shop.service("shipping", "java", 2);
    shipping
        .http(
            "POST",
            "/quotes",
            shipping.info("Shipping quote for cart {cart}"),
            query(
                shippingDb,
                "SELECT",
                "tariffs",
                "SELECT price, days FROM tariffs WHERE zone = ? AND weight >= ?",
                4),
            work("choose carrier", 2))
        .http(
            "GET",
            "/shipments/{order}",
            shipping.info("Shipment of order {order}"),
            query(
                shippingDb,
                "SELECT",
                "shipments",
                "SELECT state, carrier FROM shipments WHERE order_id = ?",
                3.5),
            work(0.8))
        .linkedConsumer(
            "order-events",
            shipping.info("Preparing shipment of order {order}"),
            query(
                shippingDb,
                "INSERT",
                "shipments",
                "INSERT INTO shipments (order_id, state) VALUES (?, 'new')",
                5),
            query(carrier, "POST", "/v2/labels", "", 85),
            shipping.info("Label printed for order {order}"));
  }

  private void notification() {
    ServiceBuilder notification = shop.service("notification", "nodejs", 2);
    notification.consumer(
        "order-events",
        notification.info("Order {order} is to be confirmed to {user}"),
        callIfPossible("user:GET /users/{user}"),
        work("render mail", 4),
        query(mailRelay, "POST", "/send", "", 32),
        notification.info("Confirmation of {order} sent to {user}"));
  }
}
