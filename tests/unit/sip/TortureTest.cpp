// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ScriptedServer.h"
#include "sip/call/methods.h"
#include "sip/message/parseMessage.h"
#include "tortures.h"

using namespace sidetone;
using namespace sidetone::sip;
using sidetone::sip::test::Judgement;
using sidetone::sip::test::ScriptedServer;
using sidetone::sip::test::tortures;

Q_DECLARE_METATYPE(Judgement)

/// Each message of RFC 4475, judged as the RFC says.
class TortureTest : public QObject {
    Q_OBJECT
    static Judgement ofStatus(int status) {
        switch (status) {
            case 405:
                return Judgement::Status405;
            case 415:
                return Judgement::Status415;
            case 416:
                return Judgement::Status416;
            case 420:
                return Judgement::Status420;
            case 501:
                return Judgement::Status501;
            default:
                return Judgement::Taken;
        }
    }
    static Judgement judge(std::string_view text) {
        const auto message = parseMessage(text);
        if (!message) return Judgement::Refused;
        if (!validate(*message)) return Judgement::Refused;
        const auto* request = std::get_if<Request>(&*message);
        if (request == nullptr) return Judgement::Taken;
        if (const auto refusal = refusalOf(*request, "tag")) return ofStatus(refusal->status);
        return request->uri.isSip() ? Judgement::Taken : Judgement::Status416;
    }

private Q_SLOTS:
    void isJudgedAsTheRfcSays_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& torture : tortures) QTest::newRow(torture.name) << index++;
    }
    void isJudgedAsTheRfcSays() {
        QFETCH(int, index);
        const auto& torture = tortures.at(static_cast<std::size_t>(index));
        const auto said = judge(torture.text);
        QVERIFY2(
            said == torture.judgement,
            (std::string(torture.why) + ": " + std::to_string(static_cast<int>(said))).c_str());
    }
    /// None of them, nor any beginning of one, hurts a line that is registered.
    void theLineSurvivesAllOfThem() {
        for (const auto& torture : tortures) {
            for (const std::size_t part : {torture.text.size(), torture.text.size() / 2}) {
                ScriptedServer server;
                QVERIFY(server.registerLine());
                server.connections.last().inject(std::string(torture.text.substr(0, part)));
                server.clock.advance(std::chrono::seconds(40));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TortureTest)
#include "TortureTest.moc"
