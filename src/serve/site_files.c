#include "serve/site_files.h"

#include <nettle/base64.h>
#include <string.h>

#include "report/assets.h"
#include "report/fonts.h"

enum { LARGEST_STYLE = 1 << 20 };

static void add(isn_files *files, const char *name, const char *type,
                const char *bytes, size_t len)
{
    files->items[files->count++] = (isn_file){name, type, {bytes, len}};
}

static isnad_status add_font(isn_files *files, isn_arena *arena,
                             const isn_font *font)
{
    struct base64_decode_ctx context;
    size_t coded = strlen(font->base64), len = 0;
    char *name = isn_arena_format(arena, "%s.woff2", font->name);
    unsigned char *bytes = isn_arena_alloc(arena, BASE64_DECODE_LENGTH(coded));
    if (!name || !bytes) {
        return ISNAD_NOMEM;
    }
    base64_decode_init(&context);
    base64_decode_update(&context, &len, bytes, coded, font->base64);
    add(files, name, "font/woff2", (const char *)bytes, len);
    return ISNAD_OK;
}

static isnad_status into_buffer(void *data, const char *bytes, size_t len)
{
    isn_buffer_add(data, bytes, len);
    return ((isn_buffer *)data)->status;
}

/* The dossier's style, then what pages of a site have more. */
static isnad_status add_style(isn_files *files, isn_arena *arena)
{
    isn_html html;
    isn_buffer style;
    isn_buffer_init(&style, LARGEST_STYLE);
    isn_html_begin(&html, (isnad_sink){into_buffer, &style}, true);
    for (unsigned i = 0; i < ISN_FONTS; i++) {
        isn_font_face(&html, &isn_fonts[i], "/assets/", isn_fonts[i].name,
                      ".woff2");
    }
    isn_html_put(&html, isn_asset_dossier_css);
    isn_html_put(&html, isn_asset_site_css);
    isnad_status status = isn_html_end(&html);
    char *kept = status ? NULL : isn_arena_copy(arena, style.data, style.len);
    if (kept) {
        add(files, "style.css", "text/css; charset=utf-8", kept, style.len);
    }
    isn_buffer_free(&style);
    return kept ? ISNAD_OK : ISNAD_NOMEM;
}

isnad_status isn_files_make(isn_files *files, isn_arena *arena)
{
    *files = (isn_files){0};
    isnad_status status = add_style(files, arena);
    for (unsigned i = 0; i < ISN_FONTS && !status; i++) {
        status = add_font(files, arena, &isn_fonts[i]);
    }
    add(files, "site.js", "text/javascript; charset=utf-8", isn_asset_site_js,
        strlen(isn_asset_site_js));
    add(files, "icon.svg", "image/svg+xml", isn_asset_icon,
        strlen(isn_asset_icon));
    return status;
}

const isn_file *isn_files_find(const isn_files *files, const char *name)
{
    for (unsigned i = 0; i < files->count; i++) {
        if (strcmp(files->items[i].name, name) == 0) {
            return &files->items[i];
        }
    }
    return NULL;
}
