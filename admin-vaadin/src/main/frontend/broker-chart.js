// A chart of numbers over time. The drawing library is fetched when the first chart is shown, so that no other page waits
// for it. What is drawn stands as a table beside it, for whoever cannot see it.
const SCHEME = matchMedia('(prefers-color-scheme: dark)');

/** A colour of the theme as the library reads it: themes use notations that it does not know. */
function plain(css) {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

class BrokerChart extends HTMLElement {
  #model;
  #chart;
  #redraw = () => this.#draw();
  #sizes = new ResizeObserver(() => this.#chart?.resize());
  #theme = new MutationObserver(this.#redraw);

  get model() {
    return this.#model;
  }

  set model(value) {
    this.#model = value;
    this.#draw();
  }

  async connectedCallback() {
    const { begin } = await import('./chart-engine.js');
    await document.fonts.ready;
    if (!this.isConnected || this.#chart) {
      return;
    }
    this.#chart = begin(this);
    this.#sizes.observe(this);
    this.#theme.observe(document.documentElement, { attributeFilter: ['theme', 'style', 'dir', 'lang'] });
    SCHEME.addEventListener('change', this.#redraw);
    this.#draw();
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
    this.#theme.disconnect();
    SCHEME.removeEventListener('change', this.#redraw);
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  #draw() {
    if (this.#chart && this.#model) {
      this.#chart.setOption(this.#option(this.#model), true);
      this.dataset.drawn = 'true';
    }
  }

  #option({ labels, series, stacked, unit, language, rightToLeft }) {
    const number = new Intl.NumberFormat(language);
    const text = { color: this.#colour('--vaadin-text-color-secondary'), fontFamily: getComputedStyle(this).fontFamily };
    const line = { lineStyle: { color: this.#colour('--vaadin-border-color-secondary') } };
    const names = series.map(({ name }) => name);
    if (rightToLeft) {
      names.reverse();
    }
    const value = (amount) => (unit ? `${number.format(amount)} ${unit}` : number.format(amount));
    return {
      animation: false,
      textStyle: text,
      legend: { top: 0, data: names, textStyle: text, [rightToLeft ? 'right' : 'left']: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12 },
      grid: { top: 36, bottom: 4, left: 4, right: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        confine: true,
        axisPointer: { type: stacked ? 'shadow' : 'line' },
        valueFormatter: value,
        backgroundColor: this.#colour('--vaadin-background-color'),
        borderColor: this.#colour('--vaadin-border-color-secondary'),
        textStyle: { ...text, color: this.#colour('--vaadin-text-color') },
        extraCssText: `direction: ${rightToLeft ? 'rtl' : 'ltr'}; text-align: start`,
      },
      xAxis: {
        type: 'category',
        data: labels,
        inverse: rightToLeft,
        axisLabel: { ...text, hideOverlap: true },
        axisLine: line,
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        position: rightToLeft ? 'right' : 'left',
        axisLabel: { ...text, formatter: value },
        splitLine: line,
      },
      series: series.map(({ name, colour, values }) => ({
        name,
        data: values,
        type: stacked ? 'bar' : 'line',
        stack: stacked ? 'all' : undefined,
        barMaxWidth: 40,
        showSymbol: labels.length < 2,
        itemStyle: { color: this.#colour(colour) },
      })),
    };
  }

  #colour(variable) {
    const probe = document.createElement('span');
    probe.style.color = `var(${variable})`;
    probe.hidden = true;
    this.append(probe);
    const css = getComputedStyle(probe).color;
    probe.remove();
    return plain(css);
  }
}

customElements.define('broker-chart', BrokerChart);
