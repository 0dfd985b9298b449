// SPDX-License-Identifier: GPL-3.0-or-later
// What a server acknowledged and lost is sent again; who is only shown as present is found out.
#include <QTest>

#include "MessagingScript.h"

using namespace sidetone;
using messaging::Availability;
using messaging::Delivery;
using test::countOf;
using test::MessagingScript;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;

namespace {

constexpr auto balcony = "juliet@example.net/balcony";
constexpr auto night = "nurse@example.net/night";

/// Signed in with Juliet and her nurse in the list.
void signIn(MessagingScript& script) {
    script.bind();
    script.answerRoster(
        "<item jid='juliet@example.net' subscription='both'/>"
        "<item jid='nurse@example.net' subscription='both'/>");
    script.answerCarbons();
    script.answerArchive({});
    script.client();
}

/// The server has got all that was written so far.
void acknowledge(MessagingScript& script) {
    int count = 0;
    for (const auto* name : {"<message", "<presence", "<iq"}) count += countOf(script.seen, name);
    script.server("<a xmlns='urn:xmpp:sm:3' h='" + std::to_string(count - 1) + "'/>");
}

/// Time goes by on a link that lives; what the client wrote meanwhile.
std::string pass(MessagingScript& script, core::Milliseconds time) {
    std::string written;
    for (auto left = time; left > 0s; left -= 1s) {
        script.clock.advance(1s);
        const auto now = script.client();
        written += now;
        if (now.empty()) {
            script.server(" ");
        } else {
            acknowledge(script);
        }
    }
    return written + script.client();
}

messaging::Message sendAcknowledged(MessagingScript& script, const std::string& body) {
    const auto message = script.now(script.messaging->sendMessage(script.juliet, body)).value();
    script.client();
    acknowledge(script);
    return message;
}

std::string receipt(const std::string& id) {
    return std::string("<message type='chat' from='") + balcony +
           "' id='r'><received xmlns='urn:xmpp:receipts' id='" + id + "'/></message>";
}

std::string presence(const std::string& from) {
    return "<presence from='" + from +
           "'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/>"
           "</presence>";
}

/// The id of the question what that device can; empty where it was not asked. What a kind of
/// program can (a node is named) is another question, for whether it is a phone.
std::string questionTo(const std::string& device, const std::string& written) {
    const auto at = written.rfind("to='" + device + "'");
    if (at == std::string::npos) return {};
    const auto begin = written.rfind("<iq", at);
    const auto end = written.find("</iq>", at);
    if (begin == std::string::npos || end == std::string::npos) return {};
    const auto iq = written.substr(begin, end - begin);
    if (iq.find("disco#info") == std::string::npos || iq.find(" node='") != std::string::npos) {
        return {};
    }
    const auto id = iq.find(" id='") + 5;
    return iq.substr(id, iq.find('\'', id) - id);
}

std::string answer(const std::string& device, const std::string& id, const std::string& feature) {
    return "<iq type='result' from='" + device + "' id='" + id +
           "'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='" + feature +
           "'/></query></iq>";
}

std::string refusal(const std::string& device, const std::string& id) {
    return "<iq type='error' from='" + device + "' id='" + id +
           "'><error type='cancel'><service-unavailable "
           "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
}

Availability of(MessagingScript& script, const char* person) {
    return script.messaging->contact(*core::Address::parse(person))->presence.availability;
}

}  // namespace

class DeliveryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatALaterReceiptPassedIsSentAgain() {
        MessagingScript script;
        signIn(script);
        script.server(presence(balcony));
        const auto lost = sendAcknowledged(script, "lost");
        const auto arrived = sendAcknowledged(script, "arrived");
        script.server(receipt(arrived.stanzaId));
        QCOMPARE(countOf(pass(script, 9s), "<body>"), 0);
        const auto written = pass(script, 4s);
        QCOMPARE(countOf(written, "<body>lost</body>"), 1);
        QCOMPARE(countOf(written, "<body>"), 1);
        QCOMPARE(countOf(written, "<origin-id xmlns='urn:xmpp:sid:0' id='" + lost.stanzaId), 1);
        // Not for ever, where no receipt comes all the same.
        QCOMPARE(countOf(pass(script, 30min), "<body>lost</body>"), 2);
        QVERIFY(script.changed.back().delivery != Delivery::Failed);
    }
    void whatIsConfirmedIsLeftAlone() {
        MessagingScript script;
        signIn(script);
        script.server(presence(balcony));
        const auto one = sendAcknowledged(script, "one");
        pass(script, 5s);
        script.server(receipt(one.stanzaId));
        const auto written = pass(script, 2min);
        QCOMPARE(countOf(written, "<body>"), 0);
        QCOMPARE(questionTo(balcony, written), std::string());
    }
    void aDeviceThatAnswersAndDidNotConfirm_data() {
        QTest::addColumn<QString>("feature");
        QTest::addColumn<int>("copies");
        QTest::newRow("answers receipts") << QStringLiteral("urn:xmpp:receipts") << 1;
        QTest::newRow("does not") << QStringLiteral("urn:xmpp:ping") << 0;
    }
    void aDeviceThatAnswersAndDidNotConfirm() {
        QFETCH(QString, feature);
        QFETCH(int, copies);
        MessagingScript script;
        signIn(script);
        script.server(presence(balcony));
        sendAcknowledged(script, "lost");
        const auto id = questionTo(balcony, pass(script, 13s));
        QVERIFY(!id.empty());
        script.server(answer(balcony, id, feature.toStdString()));
        QCOMPARE(countOf(pass(script, 8s), "<body>lost</body>"), copies);
    }
    /// Their program gets it from the archive, and may send no receipt for that.
    void whatWasSentToSomebodyAwayIsLeftToTheArchive() {
        MessagingScript script;
        signIn(script);
        sendAcknowledged(script, "archived");
        script.server(presence(balcony));
        auto written = pass(script, 2min);
        QCOMPARE(countOf(written, "<body>"), 0);
        QCOMPARE(questionTo(balcony, written), std::string());
        const auto live = sendAcknowledged(script, "live");
        script.server(receipt(live.stanzaId));
        written = pass(script, 2min);
        QCOMPARE(countOf(written, "<body>"), 0);
    }
    void whoIsGoneIsShownAsGoneAndTheOthersAreAsked() {
        MessagingScript script;
        signIn(script);
        script.server(presence(balcony));
        script.server(presence(night));
        pass(script, 40s);  // what was told long ago may be over
        sendAcknowledged(script, "hello");
        script.server(refusal(balcony, questionTo(balcony, pass(script, 13s))));
        QVERIFY(of(script, "juliet@example.net") == Availability::Offline);
        QVERIFY(of(script, "nurse@example.net") == Availability::Available);
        const auto id = questionTo(night, pass(script, 12s));
        QVERIFY(!id.empty());
        script.server(refusal(night, id));
        QVERIFY(of(script, "nurse@example.net") == Availability::Offline);
    }
    void aRefusalOfAnUnknownProgramSaysNothing() {
        MessagingScript script;
        signIn(script);
        script.server(std::string("<presence from='") + balcony + "'/>");
        sendAcknowledged(script, "hello");
        const auto id = questionTo(balcony, pass(script, 13s));
        QVERIFY(!id.empty());
        script.server(refusal(balcony, id));
        QVERIFY(of(script, "juliet@example.net") == Availability::Available);
    }
    void whoIsSilentIsAskedSometimes() {
        MessagingScript script;
        signIn(script);
        script.server(presence(balcony));
        const auto early = pass(script, 29min);
        QCOMPARE(questionTo(balcony, early), std::string());
        const auto id = questionTo(balcony, pass(script, 2min));
        QVERIFY(!id.empty());
        script.server(answer(balcony, id, "urn:xmpp:ping"));
        QCOMPARE(questionTo(balcony, pass(script, 29min)), std::string());
        QVERIFY(of(script, "juliet@example.net") == Availability::Available);
    }
};

QTEST_GUILESS_MAIN(DeliveryTest)
#include "DeliveryTest.moc"
