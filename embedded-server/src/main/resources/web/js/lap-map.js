// Two laps on the map, with a mark for each where the crosshair is.
import * as L from '/lib/leaflet.js';
import { TrackMap } from './map.js';

const COLOURS = ['--c0', '--c1'];

export class LapMap extends TrackMap {
  constructor(node, options) {
    super(node, { ...options, following: false });
    this.marks = COLOURS.map(() => L.circleMarker([0, 0], { radius: 8, weight: 3, color: '#fff', fillOpacity: 1 }));
    this.ways = [[], []];
  }

  /** @param answer of a comparison */
  laps(answer) {
    this.track.clearLayers();
    const colours = this.colours();
    this.ways = ['a', 'b'].map((lap) => answer[`${lap}_lat`].map((lat, i) => [lat, answer[`${lap}_lon`][i]]));
    this.metres = answer.metres;
    // The reference lies below and is wider, so that both are seen where they are one.
    this.ways.forEach((way, i) => L.polyline(way, { color: colours[i], weight: i ? 3 : 7, opacity: i ? 1 : 0.75, interactive: false }).addTo(this.track));
    this.lost = L.polyline([], { color: '#dc4a3d', weight: 12, opacity: 0.55, interactive: false }).addTo(this.track);
    this.lost.bringToBack();
    this.empty.hidden = true;
    this.whole();
    this.shown = -1;
    this.at(0);
  }

  /** Puts the marks at a column of the comparison. */
  at(i) {
    // every strip of the comparison tells of the same move
    if (i === this.shown) {
      return;
    }
    this.shown = i;
    const colours = this.colours();
    this.marks.forEach((mark, lap) => {
      if (this.ways[lap][i]) {
        mark.setLatLng(this.ways[lap][i]).setStyle({ fillColor: colours[lap] }).addTo(this.map);
      }
    });
  }

  whole() {
    this.lost.setLatLngs([]);
    this.fit(L.latLngBounds(this.ways[0]).pad(0.08));
  }

  /** Shows where a part of the lap is. */
  stretch(fromM, toM) {
    const part = this.ways[0].filter((_, i) => this.metres[i] >= fromM && this.metres[i] <= toM);
    if (part.length > 1) {
      this.lost.setLatLngs(part);
      this.fit(L.latLngBounds(part).pad(0.6));
    }
  }

  none() {
    this.shown = -1;
    this.track.clearLayers();
    this.marks.forEach((mark) => mark.remove());
    this.empty.hidden = false;
  }

  colours() {
    const css = getComputedStyle(document.documentElement);
    return COLOURS.map((name) => css.getPropertyValue(name).trim());
  }
}
