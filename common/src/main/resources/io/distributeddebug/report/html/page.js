'use strict';
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const NARROW = 640;

  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }

  // Telemetry reaches the page as text nodes and attributes only, never as markup.
  function svg(name, attributes, text) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const key in attributes) {
      element.setAttribute(key, attributes[key]);
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  }

  const ruler = document.createElement('canvas').getContext('2d');
  function textWidth(text, font) {
    ruler.font = font;
    return ruler.measureText(text).width;
  }

  /* ---- map of services ---- */

  function only(map, wanted) {
    const kept = new Set();
    map.edges.filter(wanted).forEach(function (edge) { kept.add(edge.from); kept.add(edge.to); });
    map.nodes.forEach(function (node) { if (node.rank) { kept.add(node.id); } });
    return {
      nodes: map.nodes.filter(function (node) { return kept.has(node.id); }),
      edges: map.edges.filter(function (edge) { return kept.has(edge.from) && kept.has(edge.to) && (wanted(edge) || !edge.change); }),
    };
  }

  // The largest map and the direction in which it can be read at this width.
  function fitting(available) {
    const all = data.topology;
    const changed = only(all, function (edge) { return Boolean(edge.change); });
    const bad = only(all, function (edge) { return edge.change === 'bad'; });
    const candidates = [all, changed, bad].filter(function (map) { return map.nodes.length > 1; });
    let best = null;
    for (const map of candidates) {
      for (const direction of available < NARROW ? ['TB'] : ['LR', 'TB']) {
        const graph = layout(map, direction);
        const size = graph.graph();
        const scale = Math.min(1, (available - 2) / size.width, Math.max(0.6, 900 / size.height));
        if (!best || scale > best.scale * 1.1) {
          best = { map: map, graph: graph, scale: scale };
        }
      }
      if (best.scale >= 0.78) {
        break;
      }
    }
    return best;
  }

  function layout(map, direction) {
    const graph = new dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: direction, nodesep: 16, ranksep: direction === 'LR' ? 46 : 38, edgesep: 14, marginx: 18, marginy: 18 });
    map.nodes.forEach(function (node) {
      const width = Math.max(64, textWidth(node.label, '650 13px system-ui, sans-serif') + 28);
      graph.setNode(String(node.id), { width: Math.ceil(width), height: node.kind === 'service' ? 34 : 46, node: node });
    });
    map.edges.forEach(function (edge, index) {
      const size = { edge: edge, minlen: 1 };
      if (edge.labels) {
        const width = Math.max.apply(null, edge.labels.map(function (label) {
          return textWidth(label, '600 11.5px system-ui, sans-serif');
        }));
        size.width = Math.ceil(width) + 10;
        size.height = edge.labels.length * 15 + 4;
        size.labelpos = 'c';
      }
      graph.setEdge(String(edge.from), String(edge.to), size, String(index));
    });
    dagre.layout(graph);
    return graph;
  }

  function path(points) {
    const at = function (p) { return p.x.toFixed(1) + ',' + p.y.toFixed(1); };
    const middle = function (p, q) { return { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }; };
    let d = 'M' + at(points[0]);
    for (let i = 1; i < points.length - 1; i++) {
      const end = i === points.length - 2 ? points[i + 1] : middle(points[i], points[i + 1]);
      d += ' Q' + at(points[i]) + ' ' + at(end);
    }
    return points.length === 2 ? d + ' L' + at(points[1]) : d;
  }

  function outline(kind, width, height) {
    if (kind !== 'database') {
      return svg('rect', { x: -width / 2, y: -height / 2, width: width, height: height, rx: kind === 'service' ? 6 : kind === 'queue' ? height / 2 : 2 });
    }
    const x = width / 2, y = height / 2, bend = 5;
    return svg('path', { d: 'M' + -x + ',' + (-y + bend) + ' A' + x + ',' + bend + ' 0 0 1 ' + x + ',' + (-y + bend)
      + ' V' + (y - bend) + ' A' + x + ',' + bend + ' 0 0 1 ' + -x + ',' + (y - bend) + ' Z'
      + ' M' + -x + ',' + (-y + bend) + ' A' + x + ',' + bend + ' 0 0 0 ' + x + ',' + (-y + bend) });
  }

  function drawNode(placed) {
    const node = placed.node;
    const group = svg('g', { class: 'node' + (node.rank ? ' ranked' : '') + (node.rank === 1 ? ' first' : ''), transform: 'translate(' + placed.x + ',' + placed.y + ')' });
    group.appendChild(svg('title', {}, node.title + ' (' + node.kind + ')'));
    group.appendChild(outline(node.kind, placed.width, placed.height));
    const lower = node.kind === 'service' ? 4.5 : node.kind === 'database' ? 4 : 1;
    group.appendChild(svg('text', { 'text-anchor': 'middle', y: lower }, node.label));
    if (node.kind !== 'service') {
      group.appendChild(svg('text', { class: 'sort', 'text-anchor': 'middle', y: lower + 13 }, node.kind));
    }
    if (node.rank) {
      const badge = svg('g', { class: 'badge', transform: 'translate(' + -placed.width / 2 + ',' + -placed.height / 2 + ')' });
      badge.appendChild(svg('circle', { r: 9 }));
      badge.appendChild(svg('text', { 'text-anchor': 'middle', y: 4 }, String(node.rank)));
      group.appendChild(badge);
    }
    return group;
  }

  function drawLabel(placed) {
    const edge = placed.edge;
    const group = svg('g', { class: 'label ' + edge.change, transform: 'translate(' + placed.x + ',' + placed.y + ')' });
    const height = edge.labels.length * 15 + 2;
    group.appendChild(svg('rect', { x: -placed.width / 2, y: -height / 2, width: placed.width, height: height, rx: 3 }));
    edge.labels.forEach(function (label, i) {
      group.appendChild(svg('text', { 'text-anchor': 'middle', y: -height / 2 + 12 + i * 15 }, label));
    });
    return group;
  }

  function marker(change) {
    const element = svg('marker', { id: 'arrow-' + change, class: change, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: 'userSpaceOnUse', orient: 'auto' });
    element.appendChild(svg('path', { d: 'M0,0.8 L8,4 L0,7.2 Z' }));
    return element;
  }

  function drawMap(available) {
    const holder = document.getElementById('map');
    if (!holder) {
      return;
    }
    const best = fitting(available);
    if (!best) {
      holder.hidden = true;
      return;
    }
    const map = best.map, graph = best.graph, scale = Math.max(0.7, best.scale);
    const size = graph.graph();
    const root = svg('svg', { width: Math.round(size.width * scale), height: Math.round(size.height * scale), viewBox: '0 0 ' + size.width + ' ' + size.height, 'aria-hidden': 'true' });
    const defs = svg('defs', {});
    ['same', 'bad', 'other'].forEach(function (change) { defs.appendChild(marker(change)); });
    root.appendChild(defs);
    const placedEdges = graph.edges().map(function (id) { return graph.edge(id); });
    const weight = function (placed) { return placed.edge.change === 'bad' ? 2 : placed.edge.change ? 1 : 0; };
    placedEdges.sort(function (a, b) { return weight(a) - weight(b); });
    placedEdges.forEach(function (placed) {
      const change = placed.edge.change || 'same';
      const group = svg('g', { class: 'edge ' + change + (placed.edge.gone ? ' gone' : '') });
      group.appendChild(svg('title', {}, placed.edge.title));
      group.appendChild(svg('path', { d: path(placed.points), 'marker-end': 'url(#arrow-' + change + ')' }));
      root.appendChild(group);
    });
    graph.nodes().forEach(function (id) { root.appendChild(drawNode(graph.node(id))); });
    placedEdges.filter(function (placed) { return placed.edge.labels; })
      .forEach(function (placed) { root.appendChild(drawLabel(placed)); });
    holder.replaceChildren(root);
    const missing = data.topology.nodes.length - map.nodes.length + data.topology.left_out;
    document.getElementById('map-note').textContent =
      missing > 0 ? missing + (missing === 1 ? ' node' : ' nodes') + ' away from the change left out of the map.' : '';
  }

  /* ---- timeline ---- */

  function milliseconds(value) {
    const trim = function (number) { return String(Number(number.toPrecision(3))); };
    return value >= 60000 ? trim(value / 60000) + ' min' : value >= 1000 ? trim(value / 1000) + ' s' : value >= 1 ? trim(value) + ' ms' : trim(value * 1000) + ' µs';
  }

  function span(window, fill, opacity, name) {
    return [{ name: name, xAxis: window[0], itemStyle: { color: fill, opacity: opacity }, label: { show: false } }, { xAxis: window[1] }];
  }

  function timelineOptions(available) {
    const t = data.timeline;
    const narrow = available < NARROW;
    const muted = color('muted'), line = color('line'), bad = color('bad');
    const palette = [1, 2, 3, 4, 5, 6].map(function (i) { return color('c' + i); });
    const text = { color: muted, fontSize: 12, fontFamily: 'system-ui, sans-serif' };
    const values = [].concat.apply([], t.lines.map(function (l) { return l.p95_ms.map(function (p) { return p[1]; }); })).filter(function (v) { return v > 0; });
    const least = Math.min.apply(null, values), most = Math.max.apply(null, values);
    const logarithmic = most / least > 20;
    const areas = t.incident ? [span(t.incident, bad, 0.09, 'incident')] : [];
    const marks = t.events.map(function (event) { return { xAxis: event.at, label: { formatter: event.letter } }; });
    const axis = { type: 'time', axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, axisLabel: Object.assign({ hideOverlap: true, formatter: '{HH}:{mm}' }, text), splitLine: { show: false } };
    const side = narrow ? 46 : 58;
    const legendRows = narrow ? t.lines.length : Math.ceil(t.lines.length / 3);
    const lower = 200 + legendRows * 20;
    const labels = function (name, y) { return { type: 'text', left: 0, top: y, style: { text: name, lineHeight: 16, fill: color('soft'), font: '600 13px system-ui, sans-serif' } }; };
    return {
      useUTC: true,
      animation: false,
      aria: { enabled: true, label: { description: 'Requests and failed requests of the entry operations over time, and the 95th percentile of their latency, with the incident shaded.' } },
      textStyle: { fontFamily: 'system-ui, sans-serif' },
      graphic: [labels('Requests, failed ones in red', 2), labels('95th percentile of the latency' + (logarithmic ? ', logarithmic' : ''), 178)],
      grid: [{ left: side, right: 12, top: 44, height: 104 }, { left: side, right: 12, top: lower + 20, bottom: 28 }],
      legend: { top: 198, left: 0, itemWidth: 14, itemHeight: 3, icon: 'rect', data: t.lines.map(function (l) { return l.name; }), textStyle: Object.assign({}, text, { color: color('soft') }), orient: narrow ? 'vertical' : 'horizontal', itemGap: narrow ? 4 : 14 },
      tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: color('raised'), borderColor: line, textStyle: { color: color('ink'), fontSize: 12 }, axisPointer: { lineStyle: { color: muted } } },
      axisPointer: { link: [{ xAxisIndex: 'all' }], label: { show: false } },
      xAxis: [Object.assign({ gridIndex: 0 }, axis, { axisLabel: { show: false } }), Object.assign({ gridIndex: 1 }, axis)],
      yAxis: [
        { gridIndex: 0, type: 'value', splitNumber: 3, axisLabel: text, splitLine: { lineStyle: { color: line } }, minInterval: 1 },
        { gridIndex: 1, type: logarithmic ? 'log' : 'value', min: logarithmic ? Math.pow(10, Math.floor(Math.log10(least))) : 0, splitNumber: 4, axisLabel: Object.assign({ formatter: milliseconds }, text), splitLine: { lineStyle: { color: line } } },
      ],
      series: [
        { name: 'succeeded', type: 'bar', stack: 'requests', xAxisIndex: 0, yAxisIndex: 0, barWidth: '72%', large: false, itemStyle: { color: color('ok') }, data: t.requests.map(function (r) { return [r[0] + t.bucket_ms / 2, r[1]]; }),
          markArea: { silent: true, data: areas },
          markLine: { silent: true, symbol: 'none', lineStyle: { color: color('soft'), type: [3, 3], width: 1 }, label: { color: color('ink'), fontSize: 12, fontWeight: 650, distance: 3 }, data: marks } },
        { name: 'failed', type: 'bar', stack: 'requests', xAxisIndex: 0, yAxisIndex: 0, itemStyle: { color: bad }, data: t.requests.map(function (r) { return [r[0] + t.bucket_ms / 2, r[2]]; }) },
      ].concat(t.lines.map(function (l, i) {
        return { name: l.name, type: 'line', xAxisIndex: 1, yAxisIndex: 1, showSymbol: l.p95_ms.length < 3, symbolSize: 4, lineStyle: { width: 2 }, itemStyle: { color: palette[i] }, data: l.p95_ms.map(function (p) { return [p[0] + t.bucket_ms / 2, p[1]]; }),
          tooltip: { valueFormatter: milliseconds },
          markArea: i === 0 ? { silent: true, data: areas } : undefined,
          markLine: i === 0 ? { silent: true, symbol: 'none', lineStyle: { color: color('soft'), type: [3, 3], width: 1 }, label: { show: false }, data: marks.map(function (m) { return { xAxis: m.xAxis }; }) } : undefined };
      })),
    };
  }

  let chart = null;
  function drawTimeline(available) {
    const holder = document.getElementById('chart');
    if (!holder) {
      return;
    }
    if (!chart) {
      chart = echarts.init(holder, null, { renderer: 'svg', width: available });
    }
    chart.resize({ width: available });
    chart.setOption(timelineOptions(available), true);
  }

  /* ---- drawing again when the page changes ---- */

  function draw(width) {
    drawMap(width);
    drawTimeline(width);
  }

  function available() {
    const main = document.querySelector('main');
    const style = getComputedStyle(main);
    return Math.floor(main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
  }

  let drawn = 0;
  function drawIfResized() {
    const width = available();
    if (width !== drawn) {
      drawn = width;
      draw(width);
    }
  }

  drawIfResized();
  window.addEventListener('resize', drawIfResized);
  const redraw = function () { draw(available()); };
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  window.addEventListener('beforeprint', function () { draw(660); });
  window.addEventListener('afterprint', redraw);
})();
