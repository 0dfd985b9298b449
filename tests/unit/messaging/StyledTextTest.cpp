// SPDX-License-Identifier: GPL-3.0-or-later
// Texts as pieces: the golden table of marks, links, mentions and emoticons.
#include <QElapsedTimer>
#include <QTest>

#include "core/text.h"
#include "messaging/text/emoticons.h"
#include "messaging/text/links.h"
#include "messaging/text/styledText.h"

using namespace sidetone::messaging;

namespace {

/// The spans as one line: <*_~`#>N> before the text says how it looks.
std::string draw(const std::vector<Span>& spans) {
    std::string all;
    for (const auto& span : spans) {
        std::string look;
        if (span.isStrong) look += '*';
        if (span.isEmphasised) look += '_';
        if (span.isStruck) look += '~';
        if (span.isBlock) look += '#';
        if (span.isCode) look += '`';
        if (span.quoteDepth > 0) look += ">" + std::to_string(span.quoteDepth);
        if (span.kind == SpanKind::Link) look += "L=" + span.target;
        if (span.kind == SpanKind::Mention) look += '@';
        if (span.kind == SpanKind::Emoji) look += "E=" + span.target;
        all += "[" + look + "|" + span.text + "]";
    }
    return all;
}

struct Row {
    const char* text;
    const char* drawn;
};

// XEP-0393 1.1.1 (its own examples among them), reference/messaging.md 7.1 and 7.2.
constexpr Row table[] = {
    {"", ""},
    {"plain", "[|plain]"},
    {"*strong*", "[*|strong]"},
    {"_emphasis_", "[_|emphasis]"},
    {"~strike~", "[~|strike]"},
    {"`code *not strong*`", "[`|code *not strong*]"},
    {"a *b* c", "[|a ][*|b][| c]"},
    {"*_both_*", "[*_|both]"},
    {"_*both*_ x", "[*_|both][| x]"},
    {"*not strong", "[|*not strong]"},
    {"not*strong*", "[|not*strong*]"},
    {"* not strong*", "[|* not strong*]"},
    {"*not \nstrong*", "[|*not \nstrong*]"},
    {"**", "[|**]"},
    {"****", "[*|*][|*]"},
    {"***", "[*|*]"},
    {"*this cannot _overlap*_", "[*|this cannot _overlap][|_]"},
    {"*strong*plain*", "[*|strong][|plain*]"},
    {"* plain *strong*", "[|* plain ][*|strong]"},
    {"*a *b*", "[*|a *b]"},
    {"_my_name_", "[_|my][|name_]"},
    {"snake_case_name", "[|snake_case_name]"},
    {"2*3*4", "[|2*3*4]"},
    {"> quoted", "[>1|quoted]"},
    {">quoted\n>more\nafter", "[>1|quoted\nmore][|\nafter]"},
    {"> > twice\n> once", "[>2|twice][>1|\nonce]"},
    {"> *strong* in it", "[*>1|strong][>1| in it]"},
    {"before\n> quoted\nafter", "[|before\n][>1|quoted][|\nafter]"},
    {"```\ncode *x*\n  more\n```\nafter", "[#`|code *x*\n  more][|\nafter]"},
    {"```lang\ncode\n```", "[#`|code]"},
    {"```\nopen to the end", "[#`|open to the end]"},
    {"> ```\n> code\n> ```\nx", "[#`>1|code][|\nx]"},
    {"text\n```\ncode\n```", "[|text\n][#`|code]"},
    {"http://a.example", "[L=http://a.example|http://a.example]"},
    {"See https://a.example/x?y=1&z=(2).",
     "[|See ][L=https://a.example/x?y=1&z=(2)|"
     "https://a.example/x?y=1&z=(2)][|.]"},
    {"(https://a.example)", "[|(][L=https://a.example|https://a.example][|)]"},
    {"HTTPS://A.example!", "[L=HTTPS://A.example|HTTPS://A.example][|!]"},
    {"www.a.example, ok", "[L=https://www.a.example|www.a.example][|, ok]"},
    {"xmpp:anna@a.example?join", "[L=xmpp:anna@a.example?join|xmpp:anna@a.example?join]"},
    {"sip:anna@a.example", "[L=sip:anna@a.example|sip:anna@a.example]"},
    {"tel:+4930123", "[L=tel:+4930123|tel:+4930123]"},
    {"mailto:anna@a.example", "[L=mailto:anna@a.example|mailto:anna@a.example]"},
    {"javascript:alert(1)", "[|javascript:alert(1)]"},
    {"file:///etc/passwd", "[|file:///etc/passwd]"},
    {"data:text/html,x", "[|data:text/html,x]"},
    {"vbscript:x ftp://x", "[|vbscript:x ftp://x]"},
    {"xhttp://a.example", "[|xhttp://a.example]"},
    {"http:/a", "[|http:/a]"},
    {"http://", "[|http://]"},
    {"http://.", "[|http://.]"},
    {"hotel:5", "[|hotel:5]"},
    {"*http://a.example/b*", "[*L=http://a.example/b|http://a.example/b]"},
    {"`http://a.example`", "[`|http://a.example]"},
    {"http://a.example/_b_", "[L=http://a.example/_b|http://a.example/_b][|_]"},
    {"http://a.example/\xE2\x80\xAEgnp",
     "[L=http://a.example/|http://a.example/]"
     "[|\xE2\x80\xAEgnp]"},
    {"@Anna look", "[@|@Anna][| look]"},
    {"hi @ben vogt!", "[|hi ][@|@ben vogt][|!]"},
    {"@Annabel", "[|@Annabel]"},
    {"me@Anna", "[|me@Anna]"},
    {":)", "[E=:)|\U0001F642]"},
    {"ok :-) bye", "[|ok ][E=:-)|\U0001F642][| bye]"},
    {"well :(.", "[|well ][E=:(|\U0001F641][|.]"},
    {"a:)", "[|a:)]"},
    {"(y)", "[E=(y)|\U0001F44D]"},
    {"f(y)", "[|f(y)]"},
    {"`:)`", "[`|:)]"},
    {"> :)", "[>1E=:)|\U0001F642]"},
    {"*:)*", "[*E=:)|\U0001F642]"},
    {"http://a.example:8) x", "[L=http://a.example:8|http://a.example:8][|) x]"},
    {"/me waves *hard*", "[_|Cleo waves ][*_|hard]"},
    {"/metro", "[|/metro]"},
    {"bad \xff byte", "[|bad \xEF\xBF\xBD byte]"},
    {"<script>x</script>", "[|<script>x</script>]"},
    {"a\n\nb", "[|a\n\nb]"},
    {"\n", "[|\n]"},
};

}  // namespace

class StyledTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goldenTable() {
        const TextHints hints{{"Anna", "Ben", "Ben Vogt"}, "Cleo"};
        for (const auto& row : table) {
            const auto drawn = draw(styledText(row.text, hints));
            QVERIFY2(drawn == row.drawn, (std::string(row.text) + " -> " + drawn).c_str());
        }
    }
    void marksAreSignsWhereTheSenderSaysSo() {
        TextHints hints;
        hints.hasStyling = false;
        QCOMPARE(draw(styledText("*a* :)\n> b", hints)), "[|*a* ][E=:)|\U0001F642][|\n> b]");
        hints.hasEmoji = false;
        QCOMPARE(draw(styledText("*a* :)", hints)), "[|*a* :)]");
    }
    void quotesEndSomewhere() {
        const auto spans = styledText(std::string(50, '>') + "x");
        QCOMPARE(spans.size(), std::size_t(1));
        QCOMPARE(spans[0].quoteDepth, 9);
        QCOMPARE(spans[0].text, std::string(41, '>') + "x");
    }
    void aHostileTextTakesNoLongerThanAnother() {
        // 64 KiB of what tempts a reader to look ahead again and again.
        for (const std::string part : {"*a ", "_", "`x", ">", "http://(", "@", ":", "```\n", "> \n",
                                       "http://a(", "*_~`", "[http://["}) {
            std::string text;
            while (text.size() < 65'536) text += part;
            QElapsedTimer timer;
            timer.start();
            QVERIFY(!styledText(text, {{"Anna"}}).empty());
            QVERIFY2(timer.elapsed() < 2000, part.c_str());
        }
    }
    void aTargetIsWholeOrNothing() {
        QVERIFY(safeTarget(" https://a.example/x "));
        QVERIFY(!safeTarget("https://a.example/x y"));
        QVERIFY(!safeTarget("javascript:alert(1)"));
        QVERIFY(!safeTarget("JavaScript:alert(1)"));
        QVERIFY(!safeTarget("java\nscript:alert(1)"));
        QVERIFY(!safeTarget("//a.example"));
        QVERIFY(!safeTarget(""));
    }
    void everyKeyShowsItsPicture() {
        for (const auto& emoticon : emoticons()) {
            const auto spans = styledText(emoticon.key);
            QCOMPARE(spans.size(), std::size_t(1));
            QCOMPARE(spans[0].text, std::string(emoticon.emoji));
            QCOMPARE(spans[0].target, std::string(emoticon.key));
            QVERIFY(sidetone::core::isValidUtf8(emoticon.emoji));
        }
    }
};

QTEST_GUILESS_MAIN(StyledTextTest)
#include "StyledTextTest.moc"
