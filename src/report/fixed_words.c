#include "report/fixed_words.h"

#include <stddef.h>
#include <string.h>

const char *isn_label_text(isn_label label, bool english)
{
    switch (label) {
#define LABEL_CASE(name, ar, en)                                               \
    case ISN_LABEL_##name:                                                     \
        return english ? en : ar;
        ISN_LABEL_MAP(LABEL_CASE)
#undef LABEL_CASE
    }
    return "";
}

static const struct {
    const char *value, *arabic;
} values[] = {
    {"contradiction", "تناقض"},
    {"update", "تحديث"},
    {"refinement", "تدقيق"},
    {"withdrawal", "سحب"},
    {"wording", "صياغة"},
    {"spelling", "إملاء"},
    {"label", "تسمية"},
    {"first", "أول رقم"},
    {"agrees", "يوافق ما قبله"},
    {"refines", "يدقّق ما قبله"},
    {"rises", "ارتفع"},
    {"corrects", "صُحّح"},
    {"withdraws", "سُحب"},
    {"conflicts", "يخالف ما قبله"},
    {"outlet", "الوسيلة نفسها"},
    {"speaker", "المتحدث"},
    {"scare", "بين مزدوجتين"},
    {"copy", "نسخة"},
    {"derived", "نص مشتق"},
    {"whole", "كامل"},
    {"shortened", "مختصر"},
    {"extended", "مزيد عليه"},
    {"rewritten", "معاد الصياغة"},
    {"embedded", "مضمّن"},
    {"cut", "حُذف"},
    {"added", "أُضيف"},
    {"replaced", "بُدّل"},
    {"moved", "في موضع آخر"},
    {"negated", "نُفي"},
    {"number", "رقم آخر"},
    {"reported", "نُقل بالمعنى"},
    {"quoted", "نُقل بالنص"},
    {"unattributed", "بلا نسبة"},
    {"hedge", "تحفّظ"},
    {"rounded", "تقريب رقم"},
    {"part to whole", "جزء صار كلا"},
    {"time", "زمن آخر"},
    {"place", "مكان آخر"},
    {"title", "العنوان"},
    {"figure", "رقم"},
    {"quote", "اقتباس"},
    {"attribution", "القائل"},
    {"repeats", "يكرر"},
    {"related", "قريب منه"},
    {"denies", "ينفي"},
    {"contradicts", "يناقض"},
    {"when", "متى"},
    {"where", "أين"},
    {"who", "من"},
    {"what", "ماذا"},
    {"how many", "كم"},
    {"why", "لماذا"},
    {"said", "قيل"},
    {"stated", "نص صريح"},
    {"counted", "محسوب"},
    {"likely", "الأرجح"},
    {"name", "الاسم"},
    {"killed", "القتلى"},
    {"wounded", "الجرحى"},
    {"missing", "المفقودون"},
    {"arrested", "الموقوفون"},
    {"displaced", "النازحون"},
    {"infected", "المصابون بالعدوى"},
    {"rescued", "الناجون"},
    {"evacuated", "من أُجلوا"},
    {"trapped", "العالقون"},
    {"person", "أشخاص"},
    {"soldier", "جنود"},
    {"child", "أطفال"},
    {"woman", "نساء"},
    {"voter", "ناخبون"},
    {"aircraft", "طائرات"},
    {"vehicle", "مركبات"},
    {"ship", "سفن"},
    {"rocket", "صواريخ"},
    {"state", "دول"},
    {"city", "مدن"},
    {"house", "منازل"},
    {"company", "شركات"},
    {"day", "أيام"},
    {"hour", "ساعات"},
    {"minute", "دقائق"},
    {"week", "أسابيع"},
    {"month", "أشهر"},
    {"year", "سنوات"},
    {"percent", "في المئة"},
    {"dollar", "دولار"},
    {"euro", "يورو"},
    {"riyal", "ريال"},
    {"dinar", "دينار"},
    {"pound", "جنيه أو ليرة"},
    {"dirham", "درهم"},
    {"rouble", "روبل"},
    {"barrel", "برميل"},
    {"tonne", "طن"},
    {"kilogram", "كيلوغرام"},
    {"metre", "متر"},
    {"kilometre", "كيلومتر"},
    {"square_metre", "متر مربع"},
    {"degree", "درجة"},
    {"goal", "أهداف"},
    {"point", "نقاط"},
    {"match", "مباريات"},
    {"seat", "مقاعد"},
    {"vote", "أصوات"},
    {"named", "شخص مسمّى"},
    {"office", "جهة رسمية"},
    {"document", "وثيقة"},
    {"media", "وسيلة إعلام"},
    {"social", "حساب على شبكة اجتماعية"},
    {"eyewitness", "شاهد عيان"},
    {"unnamed", "مصدر غير مسمّى"},
    {"nobody", "بلا قائل"},
    {"shortening", "اختصار"},
    {"transliteration", "نقل حروف"},
    {"acronym", "اختصار بالحروف"},
    {"role", "صفة"},
    {"clitic", "حرف متصل"},
};

const char *isn_label_value(const char *value, bool english)
{
    if (!value) {
        return "";
    }
    for (size_t i = 0; !english && i < sizeof values / sizeof *values; i++) {
        if (strcmp(values[i].value, value) == 0) {
            return values[i].arabic;
        }
    }
    return value;
}

/* Phrases of src/story/origins.c. */
static const struct {
    const char *phrase, *arabic;
} reasons[] = {
    {"shares no text with another; no credit, which is no proof",
     "لا يشارك نصا مع غيره؛ بلا إشارة إلى مصدر، وليس ذلك دليلا"},
    {"shares no text with another; credits ",
     "لا يشارك نصا مع غيره؛ ينسب إلى "},
    {" too and shares a passage", " أيضا ويشارك مقطعا"},
    {" credits ", " ينسب إلى "},
    {": copy, ", ": نسخة، "},
    {": derived, ", ": نص مشتق، "},
    {"% of the shorter text is in ", "٪ من النص الأقصر في "},
    {", uncredited", "، بلا إشارة إلى المصدر"},
    {"; ", "؛ "},
};

void isn_label_reason(isn_buffer *out, const char *why, bool english)
{
    while (why && *why) {
        size_t taken = 0;
        for (size_t i = 0; !english && i < sizeof reasons / sizeof *reasons;
             i++) {
            size_t len = strlen(reasons[i].phrase);
            if (strncmp(why, reasons[i].phrase, len) == 0) {
                isn_buffer_text(out, reasons[i].arabic);
                taken = len;
                break;
            }
        }
        if (taken == 0) {
            isn_buffer_char(out, *why);
            taken = 1;
        }
        why += taken;
    }
}

const char *isn_label_month(int month, bool english)
{
    static const char *const names[2][12] = {
        {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس",
         "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
        {"January", "February", "March", "April", "May", "June", "July",
         "August", "September", "October", "November", "December"}};
    return month >= 1 && month <= 12 ? names[english][month - 1] : "";
}
