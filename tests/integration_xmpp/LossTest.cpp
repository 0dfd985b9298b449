// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to messages when the line or the server goes away under them.
#include <QTest>
#include <algorithm>
#include <set>

#include "ChatOffice.h"
#include "Relay.h"
#include "Rows.h"

using namespace sidetone;
using test::ChatOffice;
using test::RealClient;
using test::Relay;
using xmpp::SessionState;

ROWS("MSG-01");

namespace {

std::vector<std::string> bodiesOf(const RealClient& client) {
    std::vector<std::string> result;
    for (const auto& message : client.messages) result.push_back(message.body);
    return result;
}

std::vector<std::string> numbered(const std::string& text, int count) {
    std::vector<std::string> result;
    for (int i = 0; i < count; ++i) result.push_back(text + std::to_string(i));
    return result;
}

}  // namespace

class LossTest : public QObject {
    Q_OBJECT
    ChatOffice office_;

    /// All of the archive behind that id.
    static std::vector<xmpp::ChatMessage> archive(RealClient& client, std::string after) {
        std::vector<xmpp::ChatMessage> all;
        core::Owner owner;
        bool complete = false;
        while (!complete) {
            bool answered = false;
            xmpp::ArchiveQuery query;
            query.after = after;
            client.extensions.archive.page(query).then(owner,
                                                       [&](core::Result<xmpp::ArchivePage> page) {
                                                           answered = true;
                                                           complete = !page || page->complete;
                                                           if (!page) return;
                                                           after = page->last;
                                                           for (auto& message : page->messages)
                                                               all.push_back(std::move(message));
                                                       });
            if (!RealClient::until([&] { return answered; })) return all;
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void resumesThroughCuts() {
        Relay line(office_.endpoint());
        RealClient anna(office_.placeBy(1, line.endpoint()));
        RealClient ben(office_.place(2));
        QVERIFY(anna.signIn());
        QVERIFY(ben.signIn());
        constexpr int cuts = 10;
        constexpr int part = 20;
        int toBen = 0;
        int toAnna = 0;
        const auto talk = [&] {
            for (int i = 0; i < part; ++i) {
                anna.say(office_.address(2), "to ben " + std::to_string(toBen++));
                ben.say(office_.address(1), "to anna " + std::to_string(toAnna++));
            }
        };
        for (int cut = 0; cut < cuts; ++cut) {
            talk();
            // Prosody 0.12.3 goes on with the parser of the old connection: half a stanza in it
            // ends the resumed session. So the cut comes between stanzas towards the server, and
            // anywhere towards us.
            QVERIFY(RealClient::until([&] { return anna.session.unacknowledged() == 0; }));
            line.setSilent(true);
            talk();  // what anna says now vanishes on the way
            QTest::qWait(20);
            line.cut();
            line.setSilent(false);
            talk();  // and this is said while there is no line
            QVERIFY(RealClient::until([&] {
                // Losses in such a hurry make it wait longer each time; the person does not.
                if (anna.session.state() == SessionState::Waiting) anna.session.retryNow();
                return anna.resumed == cut + 1 && anna.session.state() == SessionState::Online;
            }));
        }
        const auto total = std::size_t(toBen);
        QVERIFY(RealClient::until([&] {
            return anna.messages.size() >= total && ben.messages.size() >= total &&
                   anna.acknowledged.size() == total;
        }));
        QCOMPARE(bodiesOf(ben), numbered("to ben ", toBen));
        QCOMPARE(bodiesOf(anna), numbered("to anna ", toAnna));
        QCOMPARE(anna.started, 1);
        QVERIFY(anna.unconfirmed.empty());
    }
    void noticesALineThatWentSilent() {
        Relay line(office_.endpoint());
        RealClient anna(office_.placeBy(1, line.endpoint()));
        QVERIFY(anna.signIn());
        line.setSilent(true);
        anna.session.retryNow();
        QVERIFY(RealClient::until([&] { return anna.session.state() != SessionState::Online; },
                                  std::chrono::seconds(30)));
        line.setSilent(false);
        line.cut();
        QVERIFY(RealClient::until([&] { return anna.session.state() == SessionState::Online; },
                                  std::chrono::seconds(30)));
    }
    void findsEverythingAgainAfterTheServerDied() {
        RealClient anna(office_.place(1));
        RealClient ben(office_.place(2));
        QVERIFY(anna.signIn());
        QVERIFY(ben.signIn());
        ben.say(office_.address(1), "the beginning");
        QVERIFY(RealClient::until([&] { return anna.messages.size() == 1; }));
        const auto beginning = anna.messages[0].archiveId;
        anna.messages.clear();
        std::map<std::string, std::string> bodies;
        for (int i = 0; i < 100; ++i) {
            const auto body = "at last " + std::to_string(i);
            bodies[anna.say(office_.address(2), body)] = body;
        }
        QVERIFY(RealClient::until([&] { return ben.messages.size() >= 10; }));
        QVERIFY(office_.fault("kill"));
        QVERIFY(RealClient::until([&] { return anna.started == 2 && ben.started == 2; },
                                  std::chrono::seconds(40)));
        QCOMPARE(anna.acknowledged.size() + anna.unconfirmed.size(), std::size_t(100));
        // What the archive has was taken over before the end; only the rest is sent again.
        std::set<std::string> kept;
        for (const auto& message : archive(anna, beginning)) kept.insert(message.id);
        for (const auto& id : anna.acknowledged) kept.insert(id);
        qInfo("%zu confirmed, %zu in the archive or confirmed, the rest is sent again",
              anna.acknowledged.size(), kept.size());
        const auto confirmed = anna.acknowledged.size();
        for (const auto& id : std::vector(anna.unconfirmed)) {
            if (!kept.contains(id)) anna.say(office_.address(2), bodies[id]);
        }
        QVERIFY(RealClient::until(
            [&] { return anna.acknowledged.size() - confirmed == 100 - kept.size(); }));
        sendAgainWhatDiedBetweenTheArchives(anna, ben, bodies, kept);
        const auto expected = numbered("at last ", 100);
        QCOMPARE(arrivedAt(ben), std::multiset<std::string>(expected.begin(), expected.end()));
    }

private:
    static std::multiset<std::string> arrivedAt(RealClient& ben) {
        std::multiset<std::string> arrived;
        for (const auto& message : archive(ben, {})) {
            if (message.body.starts_with("at last ")) arrived.insert(message.body);
        }
        return arrived;
    }

    /// Prosody 0.12.3 writes a message to the sender's archive first. Killed before it writes the
    /// other one, it forgets the message, although the sender's archive has it; messaging finds
    /// that by the missing receipt (Outbox). What the server confirmed is never among them.
    void sendAgainWhatDiedBetweenTheArchives(RealClient& anna, RealClient& ben,
                                             const std::map<std::string, std::string>& bodies,
                                             const std::set<std::string>& kept) {
        const auto arrived = arrivedAt(ben);
        const auto confirmed = anna.acknowledged;
        std::size_t again = 0;
        for (const auto& [id, body] : bodies) {
            if (arrived.contains(body)) continue;
            QVERIFY2(kept.contains(id), body.c_str());
            QVERIFY2(std::find(anna.unconfirmed.begin(), anna.unconfirmed.end(), id) !=
                         anna.unconfirmed.end(),
                     body.c_str());
            anna.say(office_.address(2), body);
            ++again;
        }
        qInfo("%zu arrived, %zu died between the archives", arrived.size(), again);
        QVERIFY(RealClient::until(
            [&] { return anna.acknowledged.size() == confirmed.size() + again; }));
    }
};

QTEST_GUILESS_MAIN(LossTest)
#include "LossTest.moc"
