/* Where a story plays: its places as dots on an outline of the world.  The
 * outline stands once in the dossier; each map shows a part of it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "report/assets.h"
#include "report/dossier.h"

enum {
    WIDTH = 440,
    HEIGHT = 320,
    EDGE = 34, /* between the outer dots and the frame */
    MOST = 32, /* places of one map, the most mentioned */
    LETTERS = 24,
    LETTER = 8, /* width of one, about */
    LINE = 16,
    LEAST = 9, /* degrees from top to bottom */
};

typedef struct box {
    double left, top, right, bottom;
} box;

typedef struct map {
    const isnad_actor *places[MOST];
    unsigned count;
    double west, north, scale, squeeze; /* pixels a degree; of longitudes */
    box taken[2 * MOST];
    unsigned taken_count;
} map;

/* Continents are too wide for a dot. */
static bool is_drawn(const isnad_actor *actor)
{
    return actor->location && (actor->location->country ||
                               strcmp(actor->location->kind, "water") == 0);
}

static bool is_country(const isnad_actor *actor)
{
    return strcmp(actor->location->kind, "country") == 0;
}

/* Countries are left out where several places within them are named: their
 * dots would lie somewhere in the middle. */
static size_t without_countries(const isnad_actor **all, size_t count)
{
    enum { ENOUGH = 3 };
    size_t places = 0, kept = 0;
    for (size_t i = 0; i < count; i++) {
        places += !is_country(all[i]);
    }
    for (size_t i = 0; places >= ENOUGH && i < count; i++) {
        if (!is_country(all[i])) {
            all[kept++] = all[i];
        }
    }
    return places >= ENOUGH ? kept : count;
}

static int by_mentions(const void *a, const void *b)
{
    const isnad_actor *x = *(const isnad_actor *const *)a;
    const isnad_actor *y = *(const isnad_actor *const *)b;
    if (x->mention_count != y->mention_count) {
        return x->mention_count > y->mention_count ? -1 : 1;
    }
    return strcmp(x->name, y->name);
}

static isnad_status choose(map *m, const isnad_story *s)
{
    const isnad_actor **all = malloc((s->actor_count + 1) * sizeof *all);
    size_t count = 0;
    if (!all) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < s->actor_count; i++) {
        if (is_drawn(&s->actors[i])) {
            all[count++] = &s->actors[i];
        }
    }
    count = without_countries(all, count);
    isn_sort(all, count, sizeof *all, by_mentions);
    m->count = (unsigned)(count < MOST ? count : MOST);
    memcpy(m->places, all, m->count * sizeof *all);
    free(all);
    return ISNAD_OK;
}

/* The part of the world that has all places in it. */
static void frame(map *m)
{
    double west = 180, east = -180, south = 90, north = -90;
    for (unsigned i = 0; i < m->count; i++) {
        const isnad_location *l = m->places[i]->location;
        west = fmin(west, l->longitude);
        east = fmax(east, l->longitude);
        south = fmin(south, l->latitude);
        north = fmax(north, l->latitude);
    }
    double middle = (north + south) / 2, centre = (west + east) / 2;
    m->squeeze = cos(middle * 0.017453292519943295);
    m->squeeze = fmax(m->squeeze, 0.3);
    double inner_width = WIDTH - 2 * EDGE, inner_height = HEIGHT - 2 * EDGE;
    m->scale = fmin(inner_height / fmax(north - south, LEAST),
                    inner_width / fmax((east - west) * m->squeeze, LEAST));
    m->north = middle + HEIGHT / 2.0 / m->scale;
    m->west = centre - WIDTH / 2.0 / m->scale / m->squeeze;
}

static double x_of(const map *m, const isnad_location *l)
{
    return (l->longitude - m->west) * m->scale * m->squeeze;
}

static double y_of(const map *m, const isnad_location *l)
{
    return (m->north - l->latitude) * m->scale;
}

/* Takes the box unless something stands in it. */
static bool take(map *m, box b)
{
    if (b.left < 2 || b.right > WIDTH - 2 || b.top < 2 ||
        b.bottom > HEIGHT - 2) {
        return false;
    }
    for (unsigned i = 0; i < m->taken_count; i++) {
        const box *t = &m->taken[i];
        if (b.left < t->right && b.right > t->left && b.top < t->bottom &&
            b.bottom > t->top) {
            return false;
        }
    }
    m->taken[m->taken_count++] = b;
    return true;
}

static double letters_of(const char *name)
{
    unsigned letters = 0;
    for (; *name && letters < LETTERS; name++) {
        letters += ((unsigned char)*name & 0xC0) != 0x80;
    }
    return letters;
}

/* The name beside its dot, to the left as Arabic runs, else to the right,
 * above or below; the less mentioned go without where there is no room. */
static void put_name(isn_html *html, map *m, const isnad_actor *a, double gap)
{
    static const struct {
        const char *anchor;
        double x, y, left; /* gaps to the anchor; widths to its left */
    } sides[] = {
        {"start", -1, 0, 1},
        {"end", 1, 0, 0},
        {"middle", 0, -1, 0.5},
        {"middle", 0, 1, 0.5},
    };
    double width = LETTER * (1.5 + letters_of(a->name));
    for (unsigned i = 0; i < sizeof sides / sizeof *sides; i++) {
        double x = x_of(m, a->location) + sides[i].x * gap;
        double y = y_of(m, a->location) + sides[i].y * (gap + LINE / 2.0);
        box b = {x - sides[i].left * width, y - LINE / 2.0,
                 x + (1 - sides[i].left) * width, y + LINE / 2.0};
        if (take(m, b)) {
            isn_html_format(html,
                            "<text x=\"%.1f\" y=\"%.1f\" direction=\"rtl\" "
                            "text-anchor=\"%s\">",
                            x, y + 4, sides[i].anchor);
            isn_html_short(html, a->name, LETTERS);
            isn_html_put(html, "</text>\n");
            return;
        }
    }
}

static double radius_of(const isnad_actor *a)
{
    return fmin(3 + log2(1 + a->mention_count), 9);
}

static void put_dots(isn_html *html, map *m)
{
    for (unsigned i = m->count; i-- > 0;) {
        const isnad_actor *a = m->places[i];
        isn_html_format(html, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n",
                        x_of(m, a->location), y_of(m, a->location),
                        radius_of(a));
    }
    for (unsigned i = 0; i < m->count; i++) {
        const isnad_location *l = m->places[i]->location;
        double x = x_of(m, l), y = y_of(m, l);
        m->taken[m->taken_count++] = (box){x - 3, y - 3, x + 3, y + 3};
    }
    for (unsigned i = 0; i < m->count; i++) {
        put_name(html, m, m->places[i], radius_of(m->places[i]) + 4);
    }
}

/* What the map says, for those who do not see it. */
static void put_description(isn_html *html, const map *m)
{
    for (unsigned i = 0; i < m->count; i++) {
        isn_html_put(html, i ? (html->english ? ", " : "، ") : ": ");
        isn_html_escape_text(html, m->places[i]->name);
        isn_html_format(html, " (%u)", m->places[i]->mention_count);
    }
}

void isn_dossier_map(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    map *m = calloc(1, sizeof *m);
    isnad_status status = m ? choose(m, s) : ISNAD_NOMEM;
    if (status) {
        html->status = html->status ? html->status : status;
    } else if (m->count > 0) {
        frame(m);
        isn_html_format(html, "<div class=\"part map\">\n<h3 id=\"s%zu-map\">",
                        n);
        isn_html_label(html, ISN_LABEL_MAP);
        isn_html_format(html,
                        "</h3>\n<svg role=\"img\" viewBox=\"0 0 %d %d\" "
                        "aria-label=\"",
                        WIDTH, HEIGHT);
        isn_html_label(html, ISN_LABEL_MAP);
        put_description(html, m);
        isn_html_format(html,
                        "\">\n<use href=\"#world\" transform=\"translate(%.2f "
                        "%.2f) scale(%.4f %.4f)\"/>\n",
                        -m->west * m->scale * m->squeeze, m->north * m->scale,
                        m->scale * m->squeeze / 10, m->scale / 10);
        put_dots(html, m);
        isn_html_put(html, "</svg>\n<small>");
        isn_html_label(html, ISN_LABEL_MAP_SOURCE);
        isn_html_put(html, "</small>\n</div>\n");
    }
    free(m);
}

void isn_dossier_outline(isn_dossier *d, const isnad_story *stories,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (uint32_t a = 0; a < stories[i].actor_count; a++) {
            if (is_drawn(&stories[i].actors[a])) {
                isn_html_put(&d->html,
                             "<svg class=\"world\" width=\"0\" height=\"0\" "
                             "aria-hidden=\"true\"><defs><path id=\"world\" "
                             "d=\"");
                isn_html_put(&d->html, isn_asset_outline);
                isn_html_put(&d->html, "\"/></defs></svg>\n");
                return;
            }
        }
    }
}
