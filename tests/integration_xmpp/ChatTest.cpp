// SPDX-License-Identifier: GPL-3.0-or-later
// Two people and three devices on the office's real server.
#include <sys/resource.h>

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>

#include "ChatOffice.h"
#include "Rows.h"
#include "xmpp/stanzas.h"

using namespace sidetone;
using test::ChatOffice;
using test::RealClient;
using xmpp::CarbonKind;
using xmpp::Show;

ROWS("MSG-01", "PRES-01");

namespace {

double cpuMilliseconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& t) {
        return double(t.tv_sec) * 1e3 + double(t.tv_usec) / 1e3;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

}  // namespace

class ChatTest : public QObject {
    Q_OBJECT
    ChatOffice office_;
    std::unique_ptr<RealClient> anna_;
    std::unique_ptr<RealClient> ben_;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start(), office_.failure().c_str());
        anna_ = std::make_unique<RealClient>(office_.place(1));
        ben_ = std::make_unique<RealClient>(office_.place(2));
        QVERIFY(anna_->signIn());
        QVERIFY(ben_->signIn());
    }
    void cleanup() {
        if (!QTest::currentTestFailed()) return;
        for (auto* client : {anna_.get(), ben_.get()}) {
            qWarning(
                "%zu messages, %zu receipts, %zu acknowledged, %zu open, started %d resumed %d",
                client->messages.size(), client->receipts.size(), client->acknowledged.size(),
                client->session.unacknowledged(), client->started, client->resumed);
        }
    }
    void init() {
        for (auto* client : {anna_.get(), ben_.get()}) {
            client->messages.clear();
            client->states.clear();
            client->receipts.clear();
            client->acknowledged.clear();
        }
    }
    void exchangesMessagesWithReceipts() {
        std::vector<std::string> ids;
        for (int i = 0; i < 100; ++i) {
            ids.push_back(anna_->say(office_.address(2), "to ben " + std::to_string(i), true));
            ben_->say(office_.address(1), "to anna " + std::to_string(i));
        }
        QVERIFY(RealClient::until([&] {
            return anna_->receipts.size() == 100 && anna_->messages.size() == 100 &&
                   anna_->acknowledged.size() == 100;
        }));
        QCOMPARE(anna_->receipts, ids);
        QCOMPARE(anna_->acknowledged, ids);
        QCOMPARE(ben_->messages.size(), std::size_t(100));
        for (std::size_t i = 0; i < 100; ++i) {
            QCOMPARE(ben_->messages[i].body, "to ben " + std::to_string(i));
            QCOMPARE(ben_->messages[i].originId, ids[i]);
            QVERIFY(!ben_->messages[i].archiveId.empty());
            QCOMPARE(anna_->messages[i].body, "to anna " + std::to_string(i));
        }
    }
    void tellsWhatTheOtherIsDoing() {
        for (const auto state : {xmpp::ChatState::Composing, xmpp::ChatState::Paused,
                                 xmpp::ChatState::Active, xmpp::ChatState::Gone}) {
            xmpp::ChatMessage message;
            message.to = *xmpp::Jid::parse(office_.address(2));
            message.chatState = state;
            anna_->session.send(message.toStanza());
        }
        QVERIFY(RealClient::until([&] { return ben_->states.size() == 4; }));
        QVERIFY(ben_->states[0].chatState == xmpp::ChatState::Composing);
        QVERIFY(ben_->states[3].chatState == xmpp::ChatState::Gone);
    }
    void copiesToOtherDevices() {
        RealClient tablet(office_.place(1, "tablet"));
        QVERIFY(tablet.signIn());
        QVERIFY(RealClient::until([&] {
            return tablet.extensions.carbons.areOn() && anna_->extensions.carbons.areOn();
        }));
        anna_->say(office_.address(2), "from the desk");
        QVERIFY(RealClient::until([&] { return tablet.messages.size() == 1; }));
        QVERIFY(tablet.messages[0].carbon == CarbonKind::Sent);
        QCOMPARE(tablet.messages[0].peer(tablet.session.jid()).text(), office_.address(2));
        ben_->say(office_.address(1) + "/desk", "to the desk");
        QVERIFY(RealClient::until([&] { return tablet.messages.size() == 2; }));
        QVERIFY(tablet.messages[1].carbon == CarbonKind::Received);
        QCOMPARE(tablet.messages[1].body, std::string("to the desk"));
    }
    void seesAndShowsEveryAvailability() {
        const auto anna = *core::Address::parse(office_.address(1));
        const auto ben = *core::Address::parse(office_.address(2));
        const auto agree = [](RealClient& client) {
            auto& presence = client.extensions.presence;
            QObject::connect(
                &presence, &xmpp::PresenceTracker::subscriptionRequested, &presence,
                [&presence](const core::Address& person) { presence.approve(person); });
        };
        agree(*anna_);
        agree(*ben_);
        anna_->extensions.presence.subscribe(ben);
        ben_->extensions.presence.subscribe(anna);
        const auto shown = [](RealClient& watcher, const core::Address& person, Show show,
                              const std::string& text) {
            return RealClient::until([&] {
                const auto* devices = watcher.extensions.presence.of(person);
                if (devices == nullptr) return show == Show::Offline;
                const auto& seen = devices->begin()->second.info;
                return seen.show == show && seen.status == text;
            });
        };
        for (const auto show : {Show::Available, Show::Chat, Show::Away, Show::ExtendedAway,
                                Show::DoNotDisturb, Show::Available}) {
            const std::string text = show == Show::Chat ? "" : "Words <of> anna & ben";
            anna_->extensions.presence.setOwn({show, text, 1});
            ben_->extensions.presence.setOwn({show, text, 1});
            QVERIFY(shown(*anna_, ben, show, text));
            QVERIFY(shown(*ben_, anna, show, text));
        }
        // One after the other: who is offline himself is told nothing.
        anna_->extensions.presence.setOwn({Show::Offline, {}, 1});
        QVERIFY(shown(*ben_, anna, Show::Offline, {}));
        anna_->extensions.presence.setOwn({Show::Available, "back", 1});
        QVERIFY(shown(*ben_, anna, Show::Available, "back"));
    }
    void carriesTenThousandInOrder() {
        constexpr std::size_t many = 10'000;
        QElapsedTimer timer;
        timer.start();
        const double cpu = cpuMilliseconds();
        std::size_t sent = 0;
        while (ben_->messages.size() < many) {
            // A window as a person's store would have it; the server reads at its own pace.
            while (sent < many && anna_->session.unacknowledged() < 200) {
                anna_->say(office_.address(2), std::to_string(sent++));
            }
            const auto before = ben_->messages.size() + anna_->acknowledged.size();
            QVERIFY(RealClient::until(
                [&] { return ben_->messages.size() + anna_->acknowledged.size() != before; }));
        }
        QVERIFY(RealClient::until([&] { return anna_->acknowledged.size() == many; }));
        const double used = cpuMilliseconds() - cpu;
        qInfo("%zu messages in %lld ms, %.0f us of processor each for both ends", many,
              static_cast<long long>(timer.elapsed()), used * 1000 / double(many));
        QCOMPARE(ben_->messages.size(), many);
        for (std::size_t i = 0; i < many; ++i) QCOMPARE(ben_->messages[i].body, std::to_string(i));
        QCOMPARE(ben_->started, 1);
        QCOMPARE(anna_->started, 1);
    }
};

QTEST_GUILESS_MAIN(ChatTest)
#include "ChatTest.moc"
