/* Files that are built in: style and fonts of the dossier. */
#ifndef ISN_ASSETS_H
#define ISN_ASSETS_H

extern const char isn_asset_dossier_css[];
/* an SVG path: all countries, tenths of degrees */
extern const char isn_asset_outline[];
/* base64 of WOFF2 */
extern const char isn_asset_naskh_arabic[];
extern const char isn_asset_naskh_latin[];
extern const char isn_asset_plex_arabic[];
extern const char isn_asset_plex_latin[];

#endif
