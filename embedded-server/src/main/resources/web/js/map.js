// The map: tiles of the server where it has some, a plain grid where it has none, and the track.
import * as L from '/lib/leaflet.js';

const MOST_POINTS = 4000;
const NEAREST_DEG = 5e-6;
const LINE_MS = 1000;
const FIRST_ZOOM = 16;
const LIVE_COLOUR = '#2f81f7';
const SPEED_COLOURS = ['#3b6fd4', '#2a9bb5', '#2fae6b', '#b0b32f', '#e69a2e', '#dc4a3d'];

export class TrackMap {
  /** @param empty what says that there is no position */
  constructor(node, { following = true, empty } = {}) {
    this.following = following;
    this.empty = empty;
    this.map = L.map(node, { preferCanvas: true, zoomControl: true, attributionControl: true, zoomAnimation: false, fadeAnimation: false });
    this.map.attributionControl.setPrefix(false);
    this.map.setView([20, 0], 2);
    this.tiles = L.tileLayer('/api/v1/tiles/{z}/{x}/{y}.png', { maxZoom: 22, maxNativeZoom: 17 });
    this.seen = 0;
    this.missing = 0;
    this.tiles.on('tileload', () => {
      this.seen++;
    });
    this.tiles.on('tileerror', () => {
      // Without an offline map the grid stays; asking for every tile again would be noise.
      this.missing++;
      if (this.seen === 0 && this.missing > 3) {
        this.tiles.remove();
      }
    });
    this.tiles.addTo(this.map);
    this.track = L.layerGroup().addTo(this.map);
    this.points = [];
    this.longer = false;
    this.drawnMs = 0;
    this.next = null;
    this.located = false;
    this.live = L.polyline([], { color: LIVE_COLOUR, weight: 3 }).addTo(this.map);
    this.place = L.circleMarker([0, 0], { radius: 8, weight: 3, color: '#fff', fillColor: '#d92f2f', fillOpacity: 1 });
    this.fitted = null;
    this.fitting = false;
    this.map.on('dragstart zoomstart', () => {
      this.fitted = this.fitting ? this.fitted : null;
    });
    new ResizeObserver(() => {
      this.map.invalidateSize({ animate: false });
      if (this.fitted) {
        this.fit(this.fitted);
      }
    }).observe(node);
  }

  /** Shows all of these places, in whatever size the map has, until a person moves it. */
  fit(bounds) {
    this.fitted = bounds;
    this.fitting = true;
    this.map.fitBounds(bounds, { animate: false });
    this.fitting = false;
  }

  follow(on) {
    this.following = on;
    if (on && this.located) {
      this.fitted = null;
      this.map.panTo(this.place.getLatLng(), { animate: false });
    }
  }

  /** Adds a live position; beyond the bound every second older point goes. A car that stands adds none. */
  add(millis, latitude, longitude) {
    this.next = [latitude, longitude];
    const last = this.points.at(-1);
    if (last && Math.abs(last[0] - latitude) < NEAREST_DEG && Math.abs(last[1] - longitude) < NEAREST_DEG) {
      return;
    }
    this.points.push([latitude, longitude, millis]);
    this.longer = true;
    if (this.points.length > MOST_POINTS) {
      this.points = this.points.filter((point, i) => i % 2 === 0);
    }
  }

  /** Puts in what was driven before, or while the page was cut off; it takes the place of what it covers. */
  past(track) {
    if (!track.t.length) {
      return;
    }
    const points = track.t.map((t, i) => [track.lat[i], track.lon[i], track.t0 + t * 1000]);
    const older = this.points.filter((p) => p[2] < points[0][2]);
    const newer = this.points.filter((p) => p[2] > points.at(-1)[2]);
    this.points = [...older, ...points, ...newer].slice(-MOST_POINTS);
    this.next ??= this.points.at(-1).slice(0, 2);
    if (!this.located) {
      this.draw();
      this.map.fitBounds(L.latLngBounds(this.points.map((p) => [p[0], p[1]])).pad(0.1), { animate: false, maxZoom: FIRST_ZOOM });
    }
    this.longer = true;
    this.drawnMs = 0;
  }

  /** Shows what was added: the place at once, the line once a second, because it is long. */
  draw() {
    if (this.next) {
      this.move(...this.next);
      this.next = null;
    }
    const now = performance.now();
    if (this.longer && now - this.drawnMs > LINE_MS) {
      this.longer = false;
      this.drawnMs = now;
      this.live.setLatLngs(this.points.map((p) => [p[0], p[1]]));
    }
  }

  move(latitude, longitude) {
    this.place.setLatLng([latitude, longitude]);
    if (!this.located) {
      this.located = true;
      this.empty.hidden = true;
      this.place.addTo(this.map);
      if (this.following) {
        this.map.setView([latitude, longitude], FIRST_ZOOM, { animate: false });
      }
    } else if (this.following && !this.map.getBounds().pad(-0.2).contains([latitude, longitude])) {
      this.map.panTo([latitude, longitude], { animate: false });
    }
  }

  /** Shows a recorded track, coloured by speed. */
  show(track) {
    this.clear();
    const all = [];
    const fastest = Math.max(1, ...track.speed.filter((s) => s !== null));
    let run = [];
    let colour = -1;
    for (let i = 0; i < track.lat.length; i++) {
      const point = [track.lat[i], track.lon[i]];
      all.push(point);
      const next = Math.min(SPEED_COLOURS.length - 1, Math.floor(((track.speed[i] ?? 0) / fastest) * SPEED_COLOURS.length));
      run.push(point);
      if (next !== colour || i === track.lat.length - 1) {
        if (run.length > 1) {
          L.polyline(run, { color: SPEED_COLOURS[Math.max(0, colour < 0 ? next : colour)], weight: 4, interactive: false }).addTo(this.track);
        }
        run = [point];
        colour = next;
      }
    }
    if (all.length) {
      this.fit(L.latLngBounds(all).pad(0.08));
      this.move(all[0][0], all[0][1]);
    }
  }

  clear() {
    this.track.clearLayers();
    this.points = [];
    this.longer = false;
    this.next = null;
    this.live.setLatLngs([]);
    this.place.remove();
    this.located = false;
    this.empty.hidden = false;
  }
}
