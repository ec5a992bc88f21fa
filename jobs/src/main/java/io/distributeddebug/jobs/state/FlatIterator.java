package io.distributeddebug.jobs.state;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** What each of a row of things gives, one after the other; nothing is read ahead. */
final class FlatIterator<A, B> implements Iterator<B> {
  private final Iterator<A> outer;
  private final Function<A, Iterator<B>> each;
  private Iterator<B> inner = Collections.emptyIterator();

  FlatIterator(Iterator<A> outer, Function<A, Iterator<B>> each) {
    this.outer = outer;
    this.each = each;
  }

  @Override
  public boolean hasNext() {
    while (!inner.hasNext() && outer.hasNext()) {
      inner = each.apply(outer.next());
    }
    return inner.hasNext();
  }

  @Override
  public B next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return inner.next();
  }
}
