// The WebSocket: connects, decodes columns, notices silence and reconnects.
const SILENCE_MS = 12000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8000;
const FINAL_CODES = new Set([4401, 4404, 4409, 4422]);

export class Stream {
  /**
   * @param parameters of the address, for example {replay: 1, session_id: 7}
   * @param listener has state(name, detail), hello(message), samples(list, message), status(message),
   *     replay(message), lap(message), alert(message); all optional
   */
  constructor(parameters, listener) {
    this.parameters = { ...parameters, format: 'columns' };
    this.listener = listener;
    this.channels = [];
    this.retryMs = FIRST_RETRY_MS;
    this.closed = false;
    this.live = false;
    this.onVisible = () => {
      if (!document.hidden && !this.socket) {
        this.connect();
      }
    };
    document.addEventListener('visibilitychange', this.onVisible);
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    if (this.closed) {
      return;
    }
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/ws?${new URLSearchParams(this.parameters)}`);
    this.socket = socket;
    this.opened = false;
    this.tell('state', 'connecting');
    socket.onopen = () => {
      this.opened = true;
      this.heard();
    };
    socket.onmessage = (event) => {
      this.heard();
      if (event.data !== 'pong') {
        this.receive(JSON.parse(event.data));
      }
    };
    socket.onclose = (event) => this.lost(socket, event);
  }

  receive(message) {
    if (message.channels) {
      if (message.type === 'connection') {
        this.channels = [];
        this.live = true;
        // Not before: a server that is full opens the connection and ends it at once.
        this.retryMs = FIRST_RETRY_MS;
      }
      for (const channel of message.channels) {
        this.channels[channel.id] = { ...channel, key: `${channel.source}.${channel.channel}` };
      }
    }
    switch (message.type) {
      case 'connection':
        this.tell('state', 'live');
        this.tell('hello', message);
        break;
      case 'samples':
        this.tell('state', message.dropped ? 'slow' : 'live', message.dropped);
        this.tell('samples', this.decode(message), message);
        break;
      case 'status':
        this.tell('status', message);
        break;
      case 'replay':
      case 'lap':
      case 'alert':
        this.tell(message.type, message);
        break;
      case 'error':
        this.tell('problem', message.detail);
        break;
      default:
    }
  }

  decode(message) {
    const samples = new Array(message.v.length);
    for (let i = 0; i < samples.length; i++) {
      samples[i] = {
        channel: this.channels[message.c[i]],
        millis: message.t0 + message.t[i],
        value: message.v[i],
        quality: message.q ? message.q[i] : 0,
      };
    }
    return samples;
  }

  send(command) {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(command));
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    document.removeEventListener('visibilitychange', this.onVisible);
    this.socket?.close();
  }

  heard() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.socket?.close(), SILENCE_MS);
  }

  async lost(socket, event) {
    if (socket !== this.socket || this.closed) {
      return;
    }
    clearTimeout(this.silence);
    this.socket = null;
    this.live = false;
    if (FINAL_CODES.has(event.code)) {
      this.closed = true;
      this.tell('state', 'refused', event.reason);
      return;
    }
    this.tell('state', 'lost', !this.opened);
    this.timer = setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
  }

  tell(what, ...details) {
    this.listener[what]?.(...details);
  }
}
