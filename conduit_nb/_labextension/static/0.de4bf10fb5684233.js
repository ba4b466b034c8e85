"use strict";(self.rspackChunkconduit_nb=self.rspackChunkconduit_nb||[]).push([[0],{11(n,r,e){var a=e(12),c=e.n(a),t=e(13),o=(e.n(t))()(c());o.push([n.id,`/*
 * The transcript card. Colours come from the JupyterLab theme where there is one, otherwise from
 * the reader's light or dark preference. Every rule starts at .cnb-card, so that it wins over the
 * styles that notebook pages give to lists, buttons and paragraphs.
 */

.cnb-card {
  --cnb-page-bg: #fff;
  --cnb-page-fg: #1f2328;
  --cnb-page-line: #d0d7de;
  --cnb-page-accent: #0b5cad;
  --cnb-page-warn: #8a5a00;
  --cnb-bg: var(--jp-layout-color1, var(--cnb-page-bg));
  --cnb-fg: var(--jp-ui-font-color1, var(--cnb-page-fg));
  --cnb-line: var(--jp-border-color2, var(--cnb-page-line));
  --cnb-accent: var(--jp-brand-color1, var(--cnb-page-accent));
  --cnb-muted: color-mix(in srgb, var(--cnb-fg) 78%, var(--cnb-bg));
  --cnb-faint: color-mix(in srgb, var(--cnb-fg) 48%, var(--cnb-bg));
  --cnb-hover: color-mix(in srgb, var(--cnb-fg) 5%, var(--cnb-bg));
  --cnb-tint: color-mix(in srgb, var(--cnb-accent) 11%, var(--cnb-bg));

  background: var(--cnb-bg);
  border: 1px solid var(--cnb-line);
  border-radius: 8px;
  box-sizing: border-box;
  color: var(--cnb-fg);
  container-type: inline-size;
  font-family: var(--jp-ui-font-family, system-ui, -apple-system, 'Segoe UI', sans-serif);
  font-size: 13px;
  line-height: 1.5;
  margin: 4px 0;
  max-width: 860px;
  overflow: hidden;
  text-align: start;
}

@media (prefers-color-scheme: dark) {
  .cnb-card {
    --cnb-page-bg: #161b22;
    --cnb-page-fg: #e6edf3;
    --cnb-page-line: #3d444d;
    --cnb-page-accent: #6cb6ff;
    --cnb-page-warn: #e3b341;
  }
}

.cnb-card * {
  box-sizing: border-box;
}

.cnb-card [hidden] {
  display: none !important;
}

.cnb-card :is(button, input, select) {
  background: transparent;
  border: 1px solid var(--cnb-line);
  border-radius: 6px;
  color: var(--cnb-muted);
  font: inherit;
  font-size: 12px;
  height: 28px;
  margin: 0;
  padding: 0 10px;
}

.cnb-card :is(button, select) {
  cursor: pointer;
}

.cnb-card :is(button, select):hover:not(:disabled) {
  background: var(--cnb-hover);
  color: var(--cnb-fg);
}

.cnb-card :is(button, input, select, [tabindex]):focus-visible {
  outline: 2px solid var(--cnb-accent);
  outline-offset: 1px;
}

.cnb-card select option {
  background: var(--cnb-bg);
  color: var(--cnb-fg);
}

/* Header */

.cnb-card .cnb-header {
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: 6px 10px;
  padding: 12px 16px 0;
}

.cnb-card .cnb-title {
  font-size: 14px;
  font-weight: 600;
  max-width: 100%;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.cnb-card .cnb-facts {
  color: var(--cnb-muted);
  flex: 1 1 auto;
  font-size: 12px;
}

.cnb-card .cnb-search {
  width: 150px;
}

.cnb-card .cnb-search::placeholder {
  color: var(--cnb-muted);
  opacity: 1;
}

.cnb-card .cnb-count {
  color: var(--cnb-muted);
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.cnb-card .cnb-count:empty {
  display: none;
}

/* Player */

.cnb-card .cnb-controls {
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: 8px 12px;
  padding: 10px 16px 0;
}

.cnb-card .cnb-play {
  background: var(--cnb-accent);
  border: 0;
  border-radius: 50%;
  color: var(--cnb-bg);
  flex: none;
  height: 36px;
  padding: 0;
  width: 36px;
}

.cnb-card .cnb-play:hover:not(:disabled) {
  background: color-mix(in srgb, var(--cnb-accent) 88%, var(--cnb-fg));
  color: var(--cnb-bg);
}

.cnb-card .cnb-play:disabled {
  background: var(--cnb-faint);
  cursor: default;
}

.cnb-card .cnb-icon {
  display: block;
  fill: currentcolor;
  height: 22px;
  margin: 0 auto;
  width: 22px;
}

.cnb-card .cnb-wave {
  border-radius: 4px;
  cursor: pointer;
  flex: 1 1 160px;
  height: 40px;
  min-width: 0;
  position: relative;
  touch-action: none;
}

.cnb-card :is(.cnb-wave-all, .cnb-wave-played) {
  height: 100%;
  inset: 0;
  position: absolute;
  width: 100%;
}

.cnb-card .cnb-wave-all {
  fill: var(--cnb-faint);
}

.cnb-card .cnb-wave-played {
  clip-path: inset(0 calc(100% - var(--cnb-played, 0%)) 0 0);
  fill: var(--cnb-accent);
}

/* Where it plays, for eyes that do not tell the two colours apart. */
.cnb-card .cnb-wave::after {
  background: var(--cnb-accent);
  border-radius: 1px;
  content: '';
  inset-block: 0;
  left: var(--cnb-played, 0%);
  margin-left: -1px;
  position: absolute;
  width: 2px;
}

.cnb-card .cnb-clock {
  color: var(--cnb-muted);
  flex: none;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.cnb-card .cnb-speed {
  flex: none;
  padding: 0 4px;
}

.cnb-card .cnb-trouble {
  color: var(--cnb-page-warn);
  flex-basis: 100%;
}

.cnb-card .cnb-trouble:empty {
  display: none;
}

/* Rows */

.cnb-card .cnb-rows {
  margin-top: 10px;
  max-height: 420px;
  overflow-y: auto;
  overscroll-behavior: auto;
  padding: 2px 8px 8px;
  position: relative;
}

.cnb-card .cnb-row {
  align-items: baseline;
  border-inline-start: 3px solid transparent;
  border-radius: 4px;
  display: grid;
  gap: 0 12px;
  grid-template-columns: max-content minmax(0, 1fr);
  padding: 4px 8px 4px 5px;
}

.cnb-card .cnb-playable .cnb-row {
  cursor: pointer;
}

.cnb-card .cnb-playable .cnb-row:hover {
  background: var(--cnb-hover);
}

.cnb-card .cnb-playable .cnb-row.cnb-current {
  background: var(--cnb-tint);
  border-inline-start-color: var(--cnb-accent);
}

.cnb-card .cnb-stamp {
  background: transparent;
  border: 0;
  border-radius: 4px;
  color: var(--cnb-muted);
  font-size: 12px;
  font-variant-numeric: tabular-nums;
  height: auto;
  min-width: 36px;
  padding: 1px 2px;
  text-align: end;
}

.cnb-card .cnb-playable .cnb-row:hover .cnb-stamp {
  color: var(--cnb-fg);
  text-decoration: underline;
  text-underline-offset: 2px;
}

.cnb-card .cnb-body {
  font-family: var(--jp-content-font-family, inherit);
  font-size: 14px;
  line-height: 1.55;
  overflow-wrap: anywhere;
}

.cnb-card .cnb-speaker {
  font-weight: 600;
  margin-inline-end: 4px;
}

.cnb-card .cnb-text {
  unicode-bidi: isolate;
}

.cnb-card .cnb-word {
  border-radius: 3px;
}

.cnb-card .cnb-word-current {
  background: color-mix(in srgb, var(--cnb-accent) 38%, var(--cnb-bg));
  box-shadow: 0 0 0 2px color-mix(in srgb, var(--cnb-accent) 38%, var(--cnb-bg));
}

/* Below the rows */

.cnb-card :is(.cnb-note, .cnb-empty) {
  color: var(--cnb-muted);
  padding: 8px 16px 0;
}

.cnb-card .cnb-empty {
  padding-bottom: 12px;
}

.cnb-card ul.cnb-warnings {
  border-top: 1px solid var(--cnb-line);
  color: var(--cnb-muted);
  font-size: 12px;
  list-style: none;
  margin: 0;
  padding: 8px 16px;
}

.cnb-card .cnb-warnings li {
  margin: 0;
  padding: 0 0 0 20px;
  position: relative;
}

.cnb-card .cnb-warnings li::before {
  border: 1.5px solid currentcolor;
  border-radius: 50%;
  content: '!';
  font-size: 9px;
  font-weight: 700;
  height: 13px;
  left: 0;
  line-height: 10px;
  position: absolute;
  text-align: center;
  top: 2.5px;
  width: 13px;
}

.cnb-card dl.cnb-footer {
  border-top: 1px solid var(--cnb-line);
  color: var(--cnb-muted);
  display: flex;
  flex-wrap: wrap;
  font-size: 12px;
  gap: 2px 20px;
  margin: 0;
  padding: 8px 16px;
}

.cnb-card .cnb-fact {
  display: flex;
  gap: 6px;
}

/* Notebook pages lay definition lists out with floats. */
.cnb-card .cnb-footer :is(dt, dd) {
  display: block;
  float: none;
  font-weight: 400;
  margin: 0;
  padding: 0;
  width: auto;
}

.cnb-card .cnb-footer dd {
  color: var(--cnb-fg);
  font-variant-numeric: tabular-nums;
}

.cnb-card.cnb-problem {
  padding: 12px 16px;
}

/* A narrow card: the waveform takes a line of its own. */
@container (max-width: 420px) {
  .cnb-card .cnb-wave {
    flex-basis: calc(100% - 48px);
  }
}

@media (prefers-reduced-motion: no-preference) {
  .cnb-card .cnb-rows {
    scroll-behavior: smooth;
  }

  .cnb-card .cnb-row {
    transition: background-color 120ms;
  }
}

@media (forced-colors: active) {
  .cnb-card .cnb-current {
    border-inline-start-color: Highlight;
  }

  .cnb-card .cnb-word-current {
    text-decoration: underline;
  }

  .cnb-card :is(.cnb-wave-all, .cnb-icon) {
    fill: CanvasText;
  }

  .cnb-card .cnb-wave-played {
    fill: Highlight;
  }
}

@media print {
  .cnb-card :is(.cnb-controls, .cnb-search, .cnb-copy) {
    display: none;
  }

  .cnb-card .cnb-rows {
    max-height: none;
  }
}
`,""]),e.d(r,{},{A:o})},13(n){n.exports=function(n){var r=[];return r.toString=function(){return this.map(function(r){var e="",a=void 0!==r[5];return r[4]&&(e+="@supports (".concat(r[4],") {")),r[2]&&(e+="@media ".concat(r[2]," {")),a&&(e+="@layer".concat(r[5].length>0?" ".concat(r[5]):""," {")),e+=n(r),a&&(e+="}"),r[2]&&(e+="}"),r[4]&&(e+="}"),e}).join("")},r.i=function(n,e,a,c,t){"string"==typeof n&&(n=[[null,n,void 0]]);var o={};if(a)for(var i=0;i<this.length;i++){var b=this[i][0];null!=b&&(o[b]=!0)}for(var d=0;d<n.length;d++){var p=[].concat(n[d]);a&&o[p[0]]||(void 0!==t&&(void 0===p[5]||(p[1]="@layer".concat(p[5].length>0?" ".concat(p[5]):""," {").concat(p[1],"}")),p[5]=t),e&&(p[2]&&(p[1]="@media ".concat(p[2]," {").concat(p[1],"}")),p[2]=e),c&&(p[4]?(p[1]="@supports (".concat(p[4],") {").concat(p[1],"}"),p[4]=c):p[4]="".concat(c)),r.push(p))}},r}},12(n){n.exports=function(n){return n[1]}},5(n){var r=[];function e(n){for(var e=-1,a=0;a<r.length;a++)if(r[a].identifier===n){e=a;break}return e}function a(n,a){for(var c={},t=[],o=0;o<n.length;o++){var i=n[o],b=a.base?i[0]+a.base:i[0],d=c[b]||0,p="".concat(b," ").concat(d);c[b]=d+1;var l=e(p),s={css:i[1],media:i[2],sourceMap:i[3],supports:i[4],layer:i[5]};if(-1!==l)r[l].references++,r[l].updater(s);else{var u=function(n,r){var e=r.domAPI(r);return e.update(n),function(r){r?(r.css!==n.css||r.media!==n.media||r.sourceMap!==n.sourceMap||r.supports!==n.supports||r.layer!==n.layer)&&e.update(n=r):e.remove()}}(s,a);a.byIndex=o,r.splice(o,0,{identifier:p,updater:u,references:1})}t.push(p)}return t}n.exports=function(n,c){var t=a(n=n||[],c=c||{});return function(n){n=n||[];for(var o=0;o<t.length;o++){var i=e(t[o]);r[i].references--}for(var b=a(n,c),d=0;d<t.length;d++){var p=e(t[d]);0===r[p].references&&(r[p].updater(),r.splice(p,1))}t=b}}},7(n){var r={};n.exports=function(n,e){var a=function(n){if(void 0===r[n]){var e=document.querySelector(n);if(window.HTMLIFrameElement&&e instanceof window.HTMLIFrameElement)try{e=e.contentDocument.head}catch(n){e=null}r[n]=e}return r[n]}(n);if(!a)throw Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");a.appendChild(e)}},9(n){n.exports=function(n){var r=document.createElement("style");return n.setAttributes(r,n.attributes),n.insert(r,n.options),r}},8(n,r,e){n.exports=function(n){var r=e.nc;r&&n.setAttribute("nonce",r)}},6(n){n.exports=function(n){if("u"<typeof document)return{update:function(){},remove:function(){}};var r=n.insertStyleElement(n);return{update:function(e){var a,c,t;a="",e.supports&&(a+="@supports (".concat(e.supports,") {")),e.media&&(a+="@media ".concat(e.media," {")),(c=void 0!==e.layer)&&(a+="@layer".concat(e.layer.length>0?" ".concat(e.layer):""," {")),a+=e.css,c&&(a+="}"),e.media&&(a+="}"),e.supports&&(a+="}"),(t=e.sourceMap)&&"u">typeof btoa&&(a+="\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(t))))," */")),n.styleTagTransform(a,r,n.options)},remove:function(){var n;null===(n=r).parentNode||n.parentNode.removeChild(n)}}}},10(n){n.exports=function(n,r){if(r.styleSheet)r.styleSheet.cssText=n;else{for(;r.firstChild;)r.removeChild(r.firstChild);r.appendChild(document.createTextNode(n))}}},4(n,r,e){var a=e(5),c=e.n(a),t=e(6),o=e.n(t),i=e(7),b=e.n(i),d=e(8),p=e.n(d),l=e(9),s=e.n(l),u=e(10),f=e.n(u),g=e(11),v={};v.styleTagTransform=f(),v.setAttributes=p(),v.insert=b().bind(null,"head"),v.domAPI=o(),v.insertStyleElement=s(),c()(g.A,v),g.A&&g.A.locals&&g.A.locals}}]);