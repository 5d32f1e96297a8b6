/* «جاء ذلك في بيان»: where what stands before was said. */
#include "annotate/state.h"

#include <string.h>

enum {
    SOON = 5,  /* tokens between «ذلك» and the document */
    MOST = 12, /* statements that one such sentence tells of */
};

/* The hops of a closed statement, as they were before. */
static void open_again(const isnad_statement *s, isn_vias *vias)
{
    vias->count = 0;
    bool beyond = false;
    for (uint32_t i = 0; i < s->chain_count; i++) {
        for (uint32_t k = 0; k < s->via_count && vias->count < ISN_VIAS; k++) {
            if (s->chain[i].name == s->via[k].entity) {
                vias->items[vias->count++] = (isn_via){.party = s->via[k],
                                                       .cue = s->chain[i].cue,
                                                       .token = ISN_NO_TOKEN,
                                                       .beyond = beyond};
            }
        }
        beyond |= s->speaker.entity && s->chain[i].name == s->speaker.entity;
    }
    /* The chain tells the last first. */
    for (uint32_t a = 0, b = vias->count; a + 1 < b; a++) {
        isn_via via = vias->items[a];
        vias->items[a] = vias->items[--b];
        vias->items[b] = via;
    }
}

/* The document, talk or post that is named from token `at` on. */
static bool named(const isn_scene *scene, uint32_t at, uint32_t last,
                  uint32_t *doc)
{
    for (uint32_t i = at; i < last && i < at + SOON; i++) {
        if (isn_is_document(scene, i)) {
            *doc = i;
            return true;
        }
        if (isn_is_comma(scene, i) || scene->name_of[i]) {
            break;
        }
    }
    return false;
}

isnad_status isn_state_back(isn_state *state, uint32_t at, bool *tells)
{
    isn_scene *scene = &state->scene;
    uint32_t next = at + 1, doc = 0;
    *tells = next + 1 < state->last &&
             (isn_token_is(scene->doc, next, "ذلك") ||
              isn_token_is(scene->doc, next, "هذا")) &&
             isn_is_preposition(scene, next + 1) &&
             named(scene, next + 2, state->last, &doc);
    if (!*tells) {
        return ISNAD_OK;
    }
    isnad_status status = isn_state_flush(state);
    size_t count = scene->doc->statements.count;
    const isnad_statement *all = scene->doc->statements.items;
    const char *speaker = count ? all[count - 1].speaker.entity : NULL;
    for (size_t i = count; i > 0 && i + MOST > count && status == ISNAD_OK;
         i--) {
        isnad_statement *s = &scene->doc->statements.items[i - 1];
        if (!speaker || !s->speaker.entity ||
            strcmp(s->speaker.entity, speaker) != 0) {
            break;
        }
        isn_vias vias;
        open_again(s, &vias);
        status = isn_vias_document(scene, doc, &vias);
        if (status == ISNAD_OK && vias.count > s->via_count) {
            status = isn_chain_set(scene, s, &vias);
        }
    }
    return status;
}
