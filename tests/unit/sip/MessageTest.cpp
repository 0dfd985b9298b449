// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "sip/message/parseMessage.h"

using namespace sidetone;
using namespace sidetone::sip;

namespace {

/// The shape of RFC 4475's messages: lines joined by CRLF.
std::string lines(std::initializer_list<const char*> parts) {
    std::string text;
    for (const char* part : parts) text += std::string(part) + "\r\n";
    return text;
}

std::string plain(const char* extra = "Content-Length: 0") {
    return lines({"OPTIONS sip:a@h SIP/2.0", "Via: SIP/2.0/TLS h;branch=z9hG4bKa",
                  "From: <sip:b@h>;tag=1", "To: <sip:a@h>", "Call-ID: c", "CSeq: 1 OPTIONS", extra,
                  ""});
}

}  // namespace

class MessageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Like "wsinv" of RFC 4475: folding, compact forms, odd spacing, several values in a line.
    void readsWhatIsOddButRight() {
        const auto text =
            lines({"INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0",
                   "TO :",
                   " sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n",
                   "from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>",
                   "  ;",
                   "  tag = 98asjd8",
                   "MaX-fOrWaRdS: 0068",
                   "Call-ID: wsinv.ndaksdj@192.0.2.1",
                   "CSeq: 0009",
                   "  INVITE",
                   "s :",
                   "NewFangledHeader:   newfangled value",
                   " continued newfangled value",
                   "v:  SIP  / 2.0  / TCP     spindle.example.com   ;",
                   "  branch  =   z9hG4bK9ikj8  ,",
                   " SIP  /    2.0   / UDP  192.168.255.111   ; branch=",
                   " z9hG4bK30239",
                   "m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =",
                   "      newvalue ;",
                   "  secondparam ; q = 0.33",
                   "l: 4",
                   "",
                   "v=0"});
        const auto message = parseMessage(text.substr(0, text.size() - 2) + "x");
        QVERIFY2(message, message ? "" : message.error().answer.c_str());
        const auto& request = std::get<Request>(*message);
        const auto valid = validate(*message);
        QVERIFY2(valid, valid ? "" : valid.error().answer.c_str());
        QCOMPARE(request.headers.values("Via").size(), std::size_t(2));
        QCOMPARE(topVia(request.headers).branch(), std::string("z9hG4bK9ikj8"));
        QCOMPARE(toOf(request.headers).tag(), std::string("1918181833n"));
        QCOMPARE(fromOf(request.headers).display, std::string("J Rosenberg \\\""));
        QCOMPARE(cseqOf(request.headers).number, 9U);
        QCOMPARE(contactOf(request.headers)->parameters.value("newparam"), std::string("newvalue"));
        QCOMPARE(request.headers.first("NewFangledHeader"),
                 std::string_view("newfangled value continued newfangled value"));
        QCOMPARE(request.body, std::string("v=0x"));
    }
    void readsResponses() {
        const auto text = lines({"SIP/2.0 180 Ringing far away", "v: SIP/2.0/TLS h;branch=z9hG4bKa",
                                 "f: <sip:b@h>;tag=1", "t: <sip:a@h>;tag=2", "i: c",
                                 "CSeq: 1 INVITE", "l: 0", ""});
        const auto message = parseMessage(text);
        QVERIFY(message && validate(*message));
        const auto& response = std::get<Response>(*message);
        QCOMPARE(response.status, 180);
        QCOMPARE(response.reason, std::string("Ringing far away"));
        // "noreason" of RFC 4475: the reason phrase may be empty.
        const auto without = parseMessage("SIP/2.0 100 \r\n\r\n");
        QVERIFY(without);
        QVERIFY(std::get<Response>(*without).reason.empty());
    }
    void writesWhatItReads() {
        const auto message = parseMessage(plain());
        QVERIFY(message);
        QCOMPARE(serialize(std::get<Request>(*message)), plain());
    }
    void refusesBrokenStructure_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        row("no end", "OPTIONS sip:a@h SIP/2.0\r\nVia: x\r\n");
        row("version", "OPTIONS sip:a@h SIP/7.0\r\n\r\n");
        row("URI in brackets", "INVITE <sip:a@h> SIP/2.0\r\n\r\n");
        row("space in URI", "INVITE sip:a@h; lr SIP/2.0\r\n\r\n");
        row("spaces in line", "INVITE  sip:a@h  SIP/2.0\r\n\r\n");
        row("method", "IN@VITE sip:a@h SIP/2.0\r\n\r\n");
        row("big status", "SIP/2.0 4294967301 better not break\r\n\r\n");
        row("negative length", plain("Content-Length: -999"));
        row("huge length", plain("Content-Length: 99999999999999999999"));
        row("cut off", plain("Content-Length: 9999"));
        row("two lengths", plain("Content-Length: 0\r\nl: 5"));
        row("no colon", plain("Hello"));
        row("control", plain("Subject: a\x01z"));
        row("fold first", "OPTIONS sip:a@h SIP/2.0\r\n Via: x\r\n\r\n");
    }
    void refusesBrokenStructure() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseMessage(text.toStdString()));
    }
    void refusesBrokenHeaders_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("two From") << QByteArray("From") << QByteArray("<sip:x@h>\r\nf: <sip:y@h>");
        QTest::newRow("open quote") << QByteArray("To") << QByteArray("\"Mr. J <sip:a@h>");
        QTest::newRow("method") << QByteArray("CSeq") << QByteArray("8 INVITE");
        QTest::newRow("number") << QByteArray("CSeq") << QByteArray("36893488147419103232 OPTIONS");
        QTest::newRow("Via") << QByteArray("Via") << QByteArray("SIP/2.0/UDP");
        QTest::newRow("hops") << QByteArray("Max-Forwards") << QByteArray("300");
        QTest::newRow("Call-ID") << QByteArray("Call-ID") << QByteArray("");
    }
    void refusesBrokenHeaders() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        auto message = parseMessage(plain());
        QVERIFY(message && validate(*message));
        auto& headers = std::get<Request>(*message).headers;
        headers.set(name.toStdString(), value.toStdString());
        const auto again = parseMessage(serialize(std::get<Request>(*message)));
        QVERIFY(again);
        QVERIFY(!validate(*again));
    }
    void limits() {
        QVERIFY(!parseMessage(plain(("Subject: " + std::string(40'000, 'x')).c_str())));
        std::string many;
        for (int i = 0; i < 300; ++i) many += "X-A: b\r\n";
        QVERIFY(!parseMessage(plain((many + "Content-Length: 0").c_str())));
    }
    void makesResponses() {
        const auto message = parseMessage(plain("Via: SIP/2.0/UDP proxy\r\nContent-Length: 0"));
        const auto& request = std::get<Request>(*message);
        const auto response = makeResponse(request, 486, "mine");
        QCOMPARE(response.headers.count("Via"), std::size_t(2));
        QCOMPARE(toOf(response.headers).tag(), std::string("mine"));
        QCOMPARE(response.reason, std::string("Busy Here"));
        QVERIFY(toOf(makeResponse(request, 100, "mine").headers).tag().empty());
    }
};

QTEST_GUILESS_MAIN(MessageTest)
#include "MessageTest.moc"
