import { Html } from "../html.ts";

/** Dusk over the fells, and a tent with the light on. */
export const heroScene =
  new Html(`<svg class="scene" viewBox="0 0 720 480" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#27445c"/><stop offset=".42" stop-color="#7c6f86"/><stop offset=".68" stop-color="#e39a72"/><stop offset="1" stop-color="#f6cf8f"/></linearGradient>
<radialGradient id="sun"><stop stop-color="#fff0c4"/><stop offset=".35" stop-color="#ffd68a" stop-opacity=".85"/><stop offset="1" stop-color="#ffd68a" stop-opacity="0"/></radialGradient>
<linearGradient id="tent" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#f7b74c"/><stop offset="1" stop-color="#ffe2a0"/></linearGradient>
<linearGradient id="lake" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#e6a57c"/><stop offset="1" stop-color="#5b6a78"/></linearGradient>
</defs>
<rect width="720" height="480" fill="url(#sky)"/>
<g fill="#fff"><circle cx="80" cy="60" r="1.6"/><circle cx="164" cy="104" r="1.2"/><circle cx="250" cy="44" r="1.5"/><circle cx="356" cy="82" r="1.1"/><circle cx="610" cy="52" r="1.6"/><circle cx="676" cy="112" r="1.2"/><circle cx="520" cy="34" r="1.3"/></g>
<circle cx="470" cy="262" r="190" fill="url(#sun)"/><circle cx="470" cy="262" r="42" fill="#fff1cc"/>
<path d="M0 270 90 214l66 40 96-86 92 82 70-44 88 52 74-58 144 92v190H0Z" fill="#8c7689"/>
<path d="M0 312l74-38 92 34 84-62 104 70 96-46 90 40 84-34 96 50v154H0Z" fill="#5f6077"/>
<path d="M250 352h300l60 34H196Z" fill="url(#lake)"/>
<path d="M0 352c80-30 170-22 250 0 90 24 180 20 270 2 80-16 150-8 200 6v120H0Z" fill="#2f4a4c"/>
<path d="M0 404c110-34 220-26 330-8 140 22 260 2 390-26v110H0Z" fill="#1d3536"/>
<g fill="#17292b"><path d="m44 408 22-78 22 78ZM70 410l28-102 28 102ZM616 392l26-92 26 92ZM650 394l20-70 20 70ZM120 408l16-58 16 58Z"/></g>
<circle cx="300" cy="384" r="92" fill="#ffcf75" opacity=".2"/>
<path d="M228 418c14-44 38-72 72-82 34 10 58 38 72 82Z" fill="url(#tent)"/>
<path d="M300 336c34 10 58 38 72 82h-50c-2-34-10-62-22-82Z" fill="#dd8f35"/>
<path d="M300 336c-10 20-18 48-20 82h42c-2-34-10-62-22-82Z" fill="#7a4622"/>
<path d="M300 352c-6 18-10 40-11 66h22c-1-26-5-48-11-66Z" fill="#fff2c9"/>
<path d="M300 336v-9" stroke="#7a4622" stroke-width="3" stroke-linecap="round"/>
<g stroke="#17292b" stroke-width="5" stroke-linecap="round" fill="none"><path d="M424 412v-26m0 8-10 18m10-18 10 18"/></g><circle cx="424" cy="378" r="7" fill="#17292b"/>
<g fill="none" stroke="#233a45" stroke-width="2.4" stroke-linecap="round"><path d="M560 150q8-9 14 0 6-9 14 0M604 174q6-7 11 0 5-7 11 0"/></g>
</svg>`);
