package io.distributeddebug.simulation;

import static io.distributeddebug.simulation.ShopBuilder.cached;
import static io.distributeddebug.simulation.ShopBuilder.call;
import static io.distributeddebug.simulation.ShopBuilder.callIfPossible;
import static io.distributeddebug.simulation.ShopBuilder.callOnce;
import static io.distributeddebug.simulation.ShopBuilder.query;
import static io.distributeddebug.simulation.ShopBuilder.sometimes;
import static io.distributeddebug.simulation.ShopBuilder.together;
import static io.distributeddebug.simulation.ShopBuilder.work;

import io.distributeddebug.simulation.ShopBuilder.ServiceBuilder;

/**
 * An online shop of fifteen services.
 *
 * <pre>
 *   gateway -> catalog, search, recommendation, review, pricing      browsing
 *           -> user, cart                                            sessions and baskets
 *           -> checkout -> inventory, pricing, payment -> fraud      buying
 *                       -> order => notification, shipping           (=> by message)
 * </pre>
 */
final class OnlineShop {
  static final String FRONT_DOOR = "gateway";

  private final ShopBuilder shop = new ShopBuilder();

  private final Backend catalogDb = shop.database("catalog-db", "postgresql", "catalog", 5432);
  private final Backend usersDb = shop.database("users-db", "postgresql", "users", 5432);
  private final Backend pricesDb = shop.database("prices-db", "mysql", "prices", 3306);
  private final Backend reviewsDb = shop.database("reviews-db", "mongodb", "reviews", 27017);
  private final Backend cache = shop.store("shop-cache", "redis", 6379);
  private final Backend carts = shop.store("cart-store", "redis", 6379);
  private final Backend searchIndex = shop.store("search-index", "opensearch", 9200);

  private OnlineShop() {}

  static Shop open() {
    OnlineShop open = new OnlineShop();
    open.gateway();
    open.catalog();
    open.search();
    open.recommendation();
    open.review();
    open.pricing();
    open.user();
    open.cart();
    open.checkout();
    new BackOffice(open.shop, open.usersDb).open();
    open.customers();
    return open.shop.build();
  }

  private void customers() {
    shop.entry("gateway:GET /", 12);
    shop.entry("gateway:GET /api/products/{product}", 28);
    shop.entry("gateway:GET /api/search", 14);
    shop.entry("gateway:POST /api/carts/{cart}/items", 14);
    shop.entry("gateway:GET /api/carts/{cart}", 7);
    shop.entry("gateway:POST /api/checkout", 17);
    shop.entry("gateway:GET /api/orders/{order}", 8);
    shop.entry("gateway:POST /api/login", 6);
  }

  private void gateway() {
    ServiceBuilder gateway = shop.service(FRONT_DOOR, "go", 3);
    Step session = cached(cache, "GET", "session", "GET session:?", 0.5);
    gateway
        .http(
            "GET",
            "/",
            gateway.info("GET / for {user}"),
            session,
            callIfPossible("recommendation:GET /recommendations/{user}"),
            work("render", 3))
        .http(
            "GET",
            "/api/products/{product}",
            gateway.info("Product {product} for {user}"),
            session,
            together(
                call("catalog:GET /products/{product}"),
                callIfPossible("review:GET /reviews/{product}"),
                callIfPossible("inventory:InventoryService/Available")),
            work("render", 2))
        .http(
            "GET",
            "/api/search",
            gateway.info("Search by {user}"),
            call("search:GET /search"),
            work(1.5))
        .http(
            "POST",
            "/api/carts/{cart}/items",
            gateway.info("Add {product} to cart {cart}"),
            session,
            callOnce("cart:POST /carts/{cart}/items"))
        .http(
            "GET",
            "/api/carts/{cart}",
            gateway.info("Show cart {cart}"),
            session,
            call("cart:GET /carts/{cart}"))
        .http(
            "POST",
            "/api/checkout",
            gateway.info("Checkout of cart {cart} by {user}"),
            session,
            new Step.Call("checkout:POST /checkout", new RetryPolicy(1, 4_000, 0), false),
            gateway.info("Checkout of cart {cart} done"))
        .http(
            "GET",
            "/api/orders/{order}",
            gateway.info("Order {order} for {user}"),
            session,
            call("order:GET /orders/{order}"))
        .http(
            "POST",
            "/api/login",
            gateway.info("Login of {user}"),
            call("user:POST /login"),
            cached(cache, "SET", "session", "SET session:? ?", 0.6));
  }

  private void catalog() {
    ServiceBuilder catalog = shop.service("catalog", "java", 3);
    catalog
        .http(
            "GET",
            "/products/{product}",
            catalog.info("Looking up product {product}"),
            cached(cache, "GET", "product", "GET product:?", 0.5),
            sometimes(
                0.45,
                query(
                    catalogDb,
                    "SELECT",
                    "products",
                    "SELECT id, name, description, tier FROM products WHERE id = ?",
                    4)),
            call("pricing:PricingService/Quote"),
            work("assemble product", 2.5),
            catalog.info("Product {product} assembled"))
        .http(
            "POST",
            "/products/batch",
            catalog.info("Looking up {count} products"),
            query(
                catalogDb,
                "SELECT",
                "products",
                "SELECT id, name, tier FROM products WHERE id IN (?)",
                7),
            work(2))
        .job(
            "refresh-categories",
            300,
            catalog.info("Refreshing categories"),
            query(
                catalogDb,
                "SELECT",
                "categories",
                "SELECT category, count(*) FROM products GROUP BY category",
                120),
            work("build tree", 25),
            cached(cache, "SET", "categories", "SET categories ?", 1));
  }

  private void search() {
    ServiceBuilder search = shop.service("search", "java", 2);
    search.http(
        "GET",
        "/search",
        search.info("Search with {count} terms"),
        work("parse query", 1.2),
        query(searchIndex, "POST", "products", "", 18),
        search.info("Found {count} hits"),
        call("catalog:POST /products/batch"),
        work("rank hits", 5));
  }

  private void recommendation() {
    ServiceBuilder recommendation = shop.service("recommendation", "python", 2);
    recommendation.http(
        "GET",
        "/recommendations/{user}",
        recommendation.info("Recommending for {user}"),
        cached(cache, "GET", "profile", "GET profile:?", 0.6),
        work("score candidates", 14),
        call("catalog:POST /products/batch"),
        recommendation.info("Recommended {count} products to {user}"));
  }

  private void review() {
    ServiceBuilder review = shop.service("review", "python", 2);
    review.http(
        "GET",
        "/reviews/{product}",
        review.info("Reviews of {product}"),
        query(reviewsDb, "find", "reviews", "{\"product\": ?}", 6),
        work("average stars", 1.5));
  }

  private void pricing() {
    ServiceBuilder pricing = shop.service("pricing", "go", 3);
    pricing
        .grpc(
            "PricingService",
            "Quote",
            pricing.info("Quote for {product}"),
            query(
                pricesDb,
                "SELECT",
                "prices",
                "SELECT amount, currency FROM prices WHERE product_id = ? AND valid_to IS NULL",
                3),
            work("apply discounts", 1.8))
        .grpc(
            "PricingService",
            "Total",
            pricing.info("Total of {count} lines"),
            query(
                pricesDb,
                "SELECT",
                "prices",
                "SELECT product_id, amount FROM prices WHERE product_id IN (?)",
                5),
            sometimes(
                0.2,
                query(pricesDb, "SELECT", "vouchers", "SELECT * FROM vouchers WHERE code = ?", 3)),
            work("apply discounts", 3),
            pricing.info("Total is {amount}"));
  }

  private void user() {
    ServiceBuilder user = shop.service("user", "java", 2);
    user.http(
            "POST",
            "/login",
            user.info("Login attempt of {user}"),
            query(
                usersDb,
                "SELECT",
                "accounts",
                "SELECT id, password_hash FROM accounts WHERE email = ?",
                3.5),
            work("verify password", 38),
            user.decline(0.03, 401, "Wrong password for {user}"),
            query(
                usersDb,
                "UPDATE",
                "accounts",
                "UPDATE accounts SET last_login = ? WHERE id = ?",
                4),
            user.info("{user} logged in"))
        .http(
            "GET",
            "/users/{user}",
            user.info("Profile of {user}"),
            cached(cache, "GET", "account", "GET account:?", 0.5),
            sometimes(
                0.6,
                query(
                    usersDb,
                    "SELECT",
                    "accounts",
                    "SELECT id, email, address FROM accounts WHERE id = ?",
                    3)),
            work(1));
  }

  private void cart() {
    ServiceBuilder cart = shop.service("cart", "nodejs", 3);
    cart.http(
            "GET",
            "/carts/{cart}",
            cart.info("Loading cart {cart}"),
            query(carts, "HGETALL", "cart", "HGETALL cart:?", 0.9),
            call("pricing:PricingService/Total"),
            work("sum up", 2.6))
        .http(
            "POST",
            "/carts/{cart}/items",
            cart.info("Adding {product} to cart {cart}"),
            call("catalog:GET /products/{product}"),
            callIfPossible("inventory:InventoryService/Available"),
            work("check limits", 2.2),
            query(carts, "HSET", "cart", "HSET cart:? ? ?", 1),
            cart.info("Cart {cart} has {count} lines"))
        .http(
            "DELETE",
            "/carts/{cart}",
            cart.info("Clearing cart {cart}"),
            query(carts, "DEL", "cart", "DEL cart:?", 0.7))
        .job(
            "expire-carts",
            120,
            cart.info("Looking for carts to expire"),
            query(carts, "SCAN", "cart", "SCAN ? MATCH cart:*", 35),
            query(carts, "DEL", "cart", "DEL cart:?", 3));
  }

  private void checkout() {
    ServiceBuilder checkout = shop.service("checkout", "java", 3);
    checkout.http(
        "POST",
        "/checkout",
        checkout.info("Checkout of cart {cart} begins"),
        together(call("cart:GET /carts/{cart}"), call("user:GET /users/{user}")),
        work("validate cart", 2),
        callOnce("inventory:InventoryService/Reserve"),
        checkout.info("Reserved {count} items for cart {cart}"),
        call("shipping:POST /quotes"),
        callOnce("payment:PaymentService/Charge"),
        checkout.info("Payment of {amount} for cart {cart} accepted"),
        callOnce("order:POST /orders"),
        callIfPossible("cart:DELETE /carts/{cart}"),
        checkout.info("Checkout of cart {cart} complete"));
  }
}
