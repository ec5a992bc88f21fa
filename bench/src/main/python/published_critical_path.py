"""The critical path as CRISP publishes it (Zhang et al., USENIX ATC 2022), in plain Python.

Written anew from the paper, as CRISP itself is on no package index: spans to nodes, children cut to
their parent's time, then from the end back. Prints its speed over traces whose JSON is loaded, and
a checksum: the sum over all spans on the path of exclusive time times (1 + hash of the span id).
"""
import json
import sys
import time

sys.setrecursionlimit(100_000)


class Node:
    __slots__ = ("sid", "parent_sid", "start", "end", "duration", "operation", "pid", "children")

    def __init__(self, span):
        self.sid = span["spanID"]
        self.start = span["startTime"]
        self.duration = span["duration"]
        self.end = self.start + self.duration
        self.operation = span["operationName"]
        self.pid = span["processID"]
        self.parent_sid = None
        for reference in span["references"]:
            if reference["refType"] == "CHILD_OF":
                self.parent_sid = reference["spanID"]
        self.children = []


def root_of(trace):
    nodes = {}
    for item in trace["data"]:
        for span in item["spans"]:
            node = Node(span)
            nodes[node.sid] = node
    root = None
    for node in nodes.values():
        if node.parent_sid is None:
            root = node
        elif node.parent_sid in nodes:
            nodes[node.parent_sid].children.append(node)
    return root


def fit(parent):
    kept = []
    for child in parent.children:
        if child.start < parent.start and child.end > parent.end:
            continue
        if child.start < parent.start:
            if child.end <= parent.start:
                continue
            child.start = parent.start
            child.duration = child.end - child.start
        elif child.end > parent.end:
            if child.start >= parent.end:
                continue
            child.end = parent.end
            child.duration = child.end - child.start
        kept.append(child)
        fit(child)
    parent.children = kept


def happens_before(children, before, after, parent):
    overlap = before.end - after.start
    if overlap < 0:
        return True
    if before.end >= after.end or before.start >= after.start or parent.duration <= 0:
        return False
    if overlap / parent.duration >= 0.01:
        return False
    events = 0
    for child in children:
        events += after.start <= child.start <= before.end
        events += after.start <= child.end <= before.end
    return events == 2


def critical_path(node, exclusive):
    own = node.duration
    children = sorted(node.children, key=lambda c: (c.end, c.start))
    later = None
    for child in reversed(children):
        if later is None or happens_before(children, child, later, node):
            own -= child.duration
            critical_path(child, exclusive)
            later = child
    exclusive[node.sid] = own


def main():
    with open(sys.argv[1]) as lines:
        traces = [json.loads(line) for line in lines]
    spans = sum(len(item["spans"]) for trace in traces for item in trace["data"])
    best = None
    for _ in range(int(sys.argv[2])):
        began = time.process_time()
        paths = []
        for trace in traces:
            exclusive = {}
            root = root_of(trace)
            fit(root)
            critical_path(root, exclusive)
            paths.append(exclusive)
        seconds = time.process_time() - began
        best = seconds if best is None else min(best, seconds)
    total = 0
    for exclusive in paths:
        for sid, nanos in exclusive.items():
            total += nanos * (1 + int(sid, 16) % 1009)
    print(f"{spans / best:.0f} {total}")


main()
