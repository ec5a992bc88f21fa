/**
 * Where state broke its promises: one class a kind of finding, over the operations of one entity,
 * one partition of a queue, or one place of locks. Missing operations make no violation, but where
 * a finding says that it is true {@linkplain Grade#AS_RECORDED as recorded}.
 */
package io.distributeddebug.state.check;
