#include "serve/post.h"

#include <string.h>

/* As long for a token that is wrong in its first letter as in its last. */
static bool is_token(const char *token, const char *own)
{
    unsigned char differs = strlen(token) != strlen(own);
    for (size_t i = 0; !differs && own[i]; i++) {
        differs |= (unsigned char)(token[i] ^ own[i]);
    }
    return !differs;
}

/* The names of fields and files, one for each kind of form. */
static bool is_complete(const isn_form *form, isn_post_kind kind)
{
    if (kind == ISN_POST_CORRECTION) {
        return isn_form_value(form, "kind") && isn_form_value(form, "name");
    }
    for (size_t i = 0; i < form->count; i++) {
        if (form->parts[i].file) {
            return true;
        }
    }
    return false;
}

int isn_post_take(isn_work *work, isn_sent *sent, unsigned *job)
{
    isn_form form;
    isnad_status status =
        isn_form_read(sent->body, sent->len, sent->boundary, &form);
    const char *token = status ? NULL : isn_form_value(&form, "token");
    int code =
        status == ISNAD_NOMEM                    ? ISN_HTTP_FAILED
        : status == ISNAD_LIMIT                  ? ISN_HTTP_TOO_LARGE
        : status                                 ? ISN_HTTP_BAD_REQUEST
        : !token                                 ? ISN_HTTP_FORBIDDEN
        : !is_token(token, isn_work_token(work)) ? ISN_HTTP_FORBIDDEN
        : !is_complete(&form, sent->kind)        ? ISN_HTTP_BAD_REQUEST
        : sent->kind == ISN_POST_CORRECTION && !isn_work_corrections(work)
            ? ISN_HTTP_NOT_ALLOWED
            : ISN_HTTP_OK;
    if (code != ISN_HTTP_OK) {
        isn_form_free(&form);
        return code;
    }
    *job = sent->kind == ISN_POST_PAGES
               ? isn_work_pages(work, sent->body, &form)
               : isn_work_correct(work, sent->body, &form);
    sent->body = NULL;
    return *job ? ISN_HTTP_OK : ISN_HTTP_BUSY;
}
