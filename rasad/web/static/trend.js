// Draws the topics by week; the same numbers stand in a table below.
(function () {
  "use strict";

  var COLOURS = ["--line-1", "--line-2", "--line-3", "--line-4", "--line-5", "--line-6"];

  function draw(figure) {
    var trend = JSON.parse(figure.getAttribute("data-trend"));
    var style = getComputedStyle(document.documentElement);
    var ink = style.getPropertyValue("--soft"), line = style.getPropertyValue("--line");
    var counts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];
    var axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: "12px Vazirmatn", size: 32 };
    var series = [{ value: function (chart, at, _, index) { return index === null || index === undefined ? "" : trend.titles[index]; }, label: "\u200b" }];
    trend.series.forEach(function (one, number) {
      series.push({ label: one.label, stroke: style.getPropertyValue(COLOURS[number % COLOURS.length]), width: 2, points: { size: 4 },
        value: function (chart, value) { return value === null || value === undefined ? "" : String(value); } });
    });
    var data = [trend.weeks.map(function (_, number) { return number; })];
    trend.series.forEach(function (one) { data.push(one.values); });
    return new uPlot({
      width: figure.clientWidth, height: 240, series: series, cursor: { y: false }, padding: [8, 28, 0, 0],
      scales: { x: { time: false }, y: { range: function (_, low, high) { return [0, Math.max(high, 4)]; } } },
      axes: [Object.assign({}, axis, { values: function (_, at) { return at.map(function (n) { return trend.weeks[n] || ""; }); }, space: 80 }), Object.assign({}, axis, { incrs: counts })]
    }, data, figure);
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-trend]"), function (figure) {
    var chart = draw(figure);
    window.addEventListener("resize", function () { chart.setSize({ width: figure.clientWidth, height: 240 }); });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { chart.destroy(); chart = draw(figure); });
  });
})();
