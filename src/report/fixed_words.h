/* The fixed words that isnad itself says, in Arabic and English.  Everything
 * else that is printed is source text. */
#ifndef ISN_FIXED_WORDS_H
#define ISN_FIXED_WORDS_H

#include <stdbool.h>

#include "core/buffer.h"

/* X(name, arabic, english) */
#define ISN_LABEL_MAP(X)                                                       \
    X(PILE, "ملف الأخبار", "News file")                                        \
    X(STORIES, "القصص", "Stories")                                             \
    X(STORY, "قصة", "Story")                                                   \
    X(DOCUMENTS, "الصفحات", "Pages")                                           \
    X(ORIGINS, "المصادر المستقلة", "Independent origins")                      \
    X(OTHER_LANGUAGES, "بلغات أخرى، تُركت", "Left out, in other languages")     \
    X(COPIES, "النسخ", "Copies")                                               \
    X(STATEMENTS, "الأقوال", "Statements")                                     \
    X(LEDGER, "سجلّ الأقوال", "Claim ledger")                                   \
    X(WORDS, "القول", "Words")                                                 \
    X(SPEAKER, "القائل", "Who said it")                                        \
    X(CHAIN, "السند", "Through whom")                                          \
    X(FIRST_SEEN, "أول ظهور", "First seen")                                    \
    X(NOBODY, "لم يُسمَّ قائله", "nobody is named")                               \
    X(DENIES, "نفي", "denied")                                                 \
    X(HEDGES, "زعم", "hedged")                                                 \
    X(WHO_SPOKE, "من قال ماذا", "Who spoke")                                   \
    X(WORDINGS, "الصيغ", "Wordings")                                           \
    X(MAP, "الأماكن على الخريطة", "Places on the map")                         \
    X(MAP_SOURCE,                                                              \
      "مواقع المدن من GeoNames (CC BY 4.0) والحدود من Natural Earth",          \
      "Towns from GeoNames (CC BY 4.0), borders from Natural Earth")           \
    X(CHAIN_GRAPH, "مسار الأقوال", "How it reached us")                        \
    X(TIMELINE, "الخط الزمني", "Timeline")                                     \
    X(RELATED, "قصص قريبة", "Related stories")                                 \
    X(RUN_UP, "قبلها", "before")                                               \
    X(AFTERMATH, "بعدها", "after")                                             \
    X(BESIDE, "معها", "beside")                                                \
    X(FIGURES, "سجلّ الأرقام", "Figure ledger")                                 \
    X(FIGURE, "الرقم", "Figure")                                               \
    X(BY, "بحسب", "According to")                                              \
    X(AS_OF, "في تاريخ", "As of")                                              \
    X(RELATION, "ما تغيّر", "Change")                                           \
    X(EVIDENCE, "الدليل", "Evidence")                                          \
    X(AGREEMENTS, "ما تتفق عليه", "What the reports agree on")                 \
    X(DIFFERENCES, "ما تختلف فيه", "Where they differ")                        \
    X(DATE, "تاريخ", "Date")                                                   \
    X(STATEMENT, "قول", "Statement")                                           \
    X(RULE, "القاعدة", "Rule")                                                 \
    X(SURE, "اليقين", "Certainty")                                             \
    X(ANCHOR, "محسوبا من", "Counted from")                                     \
    X(LABELS, "التسميات", "Labels and their owners")                           \
    X(LOST, "ما ضاع في الطريق", "What got lost on the way")                    \
    X(VERSIONS, "تعديلات الصفحة", "Edits of one page")                         \
    X(LABEL, "التسمية", "Word")                                                \
    X(OWNER, "صاحبها", "Owner")                                                \
    X(VOICE, "الصوت", "Voice")                                                 \
    X(SOURCES, "المصادر ونسخها", "Sources and their copies")                   \
    X(SIDES, "النسخ جنبا إلى جنب", "Copies side by side")                      \
    X(SAME_SENTENCES, "جمل متطابقة", "Sentences the same")                     \
    X(OUTLET, "الوسيلة", "Outlet")                                             \
    X(PUBLISHED, "تاريخ النشر", "Published")                                   \
    X(KNOWN_FROM, "مصدر التاريخ", "Known from")                                \
    X(AUTHOR, "الكاتب", "Author")                                              \
    X(AGENCY, "الوكالة", "Agency")                                             \
    X(DATES, "التواريخ", "Dates")                                              \
    X(WHY, "السبب", "Why")                                                     \
    X(NAMES, "الأسماء", "Names")                                               \
    X(NAME, "الاسم", "Name")                                                   \
    X(FORMS, "صيغ الاسم", "Variants")                                          \
    X(ROLES, "الصفات", "Roles")                                                \
    X(TYPE, "النوع", "Type")                                                   \
    X(VALUE, "القيمة", "Value")                                                \
    X(WHEN, "متى", "When")                                                     \
    X(CLOSE, "إغلاق", "Close")                                                 \
    X(SKIP, "انتقل إلى المحتوى", "Skip to the content")                        \
    X(CONTENTS, "المحتويات", "Contents")                                       \
    X(UNDATED, "بلا تاريخ", "undated")                                         \
    X(UNKNOWN_OUTLET, "وسيلة غير معروفة", "unknown outlet")                    \
    X(ARTICLES, "نصوص الصفحات", "The pages")                                   \
    X(CITE, "للاستشهاد", "Citation")                                           \
    X(FILE_HASH, "بصمة الملف", "Hash of the file")                             \
    X(LOCAL_FILE, "الملف", "File")                                             \
    X(NO_TITLE, "بلا عنوان", "untitled")                                       \
    X(SUPERSEDED, "تلاه قول أحدث", "superseded")                               \
    X(CONTRADICTED, "يناقضه قول آخر", "contradicted")                          \
    X(EARLIER, "حصيلة سابقة", "earlier")                                       \
    X(CURRENT, "الحالية", "current")                                           \
    X(LIMIT_CREDIT, "غياب الإشارة إلى المصدر ليس دليلا على الاستقلال.",        \
      "No credit line is no proof of independence.")                           \
    X(LIMIT_CHAIN, "السند هو ما تقوله النصوص نفسها.",                          \
      "The chain is what the texts themselves claim.")                         \
    X(LIMIT_FIRST, "الأول في هذا الملف ليس بالضرورة الأول في العالم.",         \
      "First in this pile is not first in the world.")                         \
    X(LIMIT_WORDS, "كل كلمة هنا من نص المصدر أو تسمية ثابتة.",                 \
      "Every word here is source text or a fixed label.")                      \
    X(PER, "شخص", "person")                                                    \
    X(LOC, "مكان", "place")                                                    \
    X(ORG, "جهة", "organisation")                                              \
    X(ARTICLE, "المقال", "Article")                                            \
    X(EARLIER_TEXT, "النص الأسبق", "Likely source")                            \
    X(SOURCE_KINDS, "أنواع المصادر", "Kinds of source")                        \
    X(SPEAKERS, "المتحدثون", "Speakers")                                       \
    X(PLACES, "الأماكن", "Places")                                             \
    X(OUTLETS, "وسائل الإعلام", "Outlets")                                     \
    X(TRACE, "تتبّع قول", "Trace a claim")                                      \
    X(TRACE_HINT, "الصق جملة لترى أين وردت وعمّن نُقلت.",                        \
      "Paste a sentence to see where it stands and through whom it came.")     \
    X(SENTENCE, "الجملة", "Sentence")                                          \
    X(LOOK_UP, "ابحث", "Look up")                                              \
    X(NOT_TOLD, "لا ترويها أي صفحة هنا.", "No page here tells it.")            \
    X(OTHER_TONGUE, "English", "العربية")                                      \
    X(NEXT, "التالي", "Next")                                                  \
    X(PREVIOUS, "السابق", "Previous")                                          \
    X(PAGE_NUMBER, "صفحة", "Page")                                             \
    X(BY_ORIGINS, "بعدد المصادر المستقلة", "by independent origins")           \
    X(BY_DAY, "الأحدث أولا", "newest first")                                   \
    X(SHARED, "المشترك", "Shared")                                             \
    X(MENTIONS, "مرات الذكر", "Mentions")                                      \
    X(COUNTRY, "البلد", "Country")                                             \
    X(LATEST, "آخر رقم", "Latest")                                             \
    X(READINGS, "عدد الروايات", "Readings")                                    \
    X(ALL, "الكل", "All")                                                      \
    X(SHOW, "اعرض", "Show")                                                    \
    X(IN_STORY, "من قصة", "Part of the story")                                 \
    X(NOT_FOUND, "لا شيء بهذا العنوان", "Nothing has this address")            \
    X(REFUSED, "طلب لا يُجاب", "This request is not answered")                  \
    X(FAILED, "تعذّر الجواب", "The answer failed")                              \
    X(TO_STORIES, "إلى القصص", "To the stories")                               \
    X(ROLE, "صفة", "role")                                                     \
    X(SOURCE_KIND, "نوع المصدر", "kind of source")                             \
    X(FOUND, "وُجد", "found")                                                   \
    X(FOUND_MORE, "الأحدث مما وُجد", "the latest of what was found")            \
    X(CHANGES, "ما الجديد", "What changed")                                    \
    X(CHANGES_HINT, "ما غيّرته كل صفحة حين وصلت، الأحدث أولا.",                 \
      "What each page changed when it came, the latest first.")                \
    X(NEW_ORIGIN, "مصدر مستقل جديد", "New independent origin")                 \
    X(MOVED_FIGURE, "رقم تغيّر", "Figure moved")                                \
    X(OTHER_QUOTE, "قول بصيغة أخرى", "Quote in other words")                   \
    X(WITHDRAWN_FIGURE, "رقم سُحب", "Figure withdrawn")                         \
    X(NOTHING_NEW, "لا جديد.", "Nothing has changed.")                         \
    X(ALL_SEEN, "قرأت كل هذا", "I have seen all this")                         \
    X(ALL_CHANGES, "كل التغييرات", "All changes")                              \
    X(FEED, "تلقيم Atom", "Atom feed")                                         \
    X(ADD, "أضف صفحات", "Add pages")                                           \
    X(ADD_HINT, "صفحات محفوظة أو WARC أو ZIP أو نصوص؛ تبقى في هذا الجهاز.",    \
      "Saved pages, WARC, ZIP, feeds, texts; they stay on this computer.")     \
    X(FILES, "الملفات", "Files")                                               \
    X(SEND, "أضف", "Add")                                                      \
    X(JOB, "ما وصل", "What came")                                              \
    X(WAITING, "في الانتظار", "waiting")                                       \
    X(KEPT, "حُفظ، وتُعاد قراءة الملف", "kept; all is read anew")                \
    X(DONE, "صار في الملف", "it is in the file")                               \
    X(NOT_KEPT, "لم يُحفظ", "not kept")                                         \
    X(ADDED, "جديدة", "New")                                                   \
    X(CHANGED, "تغيّرت", "Changed")                                             \
    X(KNOWN, "معروفة", "Known")                                                \
    X(OTHER_LANGUAGE, "بلغة أخرى", "In another language")                      \
    X(LEFT_OUT, "تُركت", "Left out")                                            \
    X(CORRECTIONS, "تصحيح الأسماء", "Corrections of names")                    \
    X(CORRECTIONS_HINT, "ما تصحّحه هنا يسري على كل صفحة وعلى ما يأتي بعدها.",   \
      "It holds for every page, and for those that come later.")               \
    X(CORRECT_THIS, "صحّح هذا الاسم", "Correct this name")                      \
    X(CORRECTION, "التصحيح", "Correction")                                     \
    X(CORRECT, "صحّح", "Correct")                                               \
    X(OTHER_NAME, "الاسم الآخر", "Other name")                                 \
    X(RENAME, "الصواب الاسم الآخر", "The other name is right")                 \
    X(MERGE, "الاسمان لواحد", "Both names are one")                            \
    X(SPLIT, "الاسمان لاثنين", "The names are two")                            \
    X(IGNORE, "ليس اسما", "It is no name")                                     \
    X(IN_FORCE, "ما يسري الآن", "In force")                                    \
    X(WITHDRAW, "ألغِه", "Take back")                                           \
    X(NO_CORRECTIONS, "لم يُصحَّح شيء بعد.", "Nothing is corrected yet.")         \
    X(DOSSIER, "نزّل ملف القصة", "Download the dossier")                        \
    X(EMPTY_PILE, "لا صفحات هنا بعد.", "There are no pages here yet.")         \
    X(SEARCH, "البحث", "Search")                                               \
    X(SOUGHT, "الكلمات", "Words")                                              \
    X(ORDER, "الترتيب", "Order")                                               \
    X(BY_NEARNESS, "الأقرب أولا", "nearest first")                             \
    X(LARGE_STORY, "قصة كبيرة: هنا أوائل قوائمها، وكلها في الملف.",            \
      "A large story: here its lists begin; the dossier has all of them.")

typedef enum isn_label {
#define ISN_LABEL_ENUM(name, ar, en) ISN_LABEL_##name,
    ISN_LABEL_MAP(ISN_LABEL_ENUM)
#undef ISN_LABEL_ENUM
} isn_label;

const char *isn_label_text(isn_label label, bool english);

/* The label of a fixed value of the output ("contradiction", "rises",
 * "scare", "killed" …); the value itself where there is none. */
const char *isn_label_value(const char *value, bool english);

/* Why documents are one origin (isnad_origin.why), its fixed phrases in Arabic
 * unless `english`; names of outlets and files stay. */
void isn_label_reason(isn_buffer *out, const char *why, bool english);

/* The name of a month, 1 .. 12. */
const char *isn_label_month(int month, bool english);

#endif
