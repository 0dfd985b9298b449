// SPDX-License-Identifier: GPL-3.0-or-later
// A call whose machine changes its address, again and again. How often: SIDETONE_MOVES, 5 without.
#include <QCoreApplication>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "OwnNetwork.h"
#include "Phone.h"
#include "Rows.h"
#include "waitUntil.h"

ROWS("NET-02");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

std::string forbidden;

bool ip(const QString& words) {
    return did(QStringList{QStringLiteral("ip")} + words.split(QLatin1Char(' ')));
}

QString address(int move) {
    return QStringLiteral("10.9.%1.%2").arg(move / 200).arg(move % 200 + 1);
}

}  // namespace

/// Anna's address goes away and another one is there: what she sends leaves by the new one, and
/// what is sent to the old one gets lost. Ben stays where he is.
class MovingCallTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};

    /// Everything that Anna's phone begins now comes from that address.
    bool speakFrom(const QString& from) {
        const auto server = QString::fromStdString(office_.insideAddress(11));
        return ip(QStringLiteral("route replace local %1 dev lo src %2 table local")
                      .arg(server, from)) &&
               ip(QStringLiteral("route replace local 127.0.0.1 dev lo src %1 table local")
                      .arg(from));
    }

private Q_SLOTS:
    void theCallFollows() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        QVERIFY2(office_.start(), office_.failure().c_str());
        QVERIFY(ip(QStringLiteral("link add moving type veth peer name other")));
        QVERIFY(ip(QStringLiteral("link set moving up")) &&
                ip(QStringLiteral("link set other up")));
        Phone ben(office_, 1000);
        QVERIFY(ben->start(Phone::lineOf(office_, 2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben.isRegistered(), patience);
        QVERIFY(ip(QStringLiteral("addr add %1/32 dev moving").arg(address(0))));
        QVERIFY(speakFrom(address(0)));
        Phone anna(office_, 600);
        QVERIFY(anna->start(Phone::lineOf(office_, 1)));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered(), patience);
        QVERIFY(anna->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::Incoming, patience);
        QVERIFY(ben->answer(ben.newest().id));
        WAIT_UNTIL(anna.hears(1000) && ben.hears(600), patience);
        const int moves = std::max(1, qEnvironmentVariableIntValue("SIDETONE_MOVES"));
        const int wanted = qEnvironmentVariableIsSet("SIDETONE_MOVES") ? moves : 5;
        std::vector<double> gaps;
        for (int move = 1; move <= wanted; ++move) {
            const auto from = anna.recorded();
            QVERIFY(ip(QStringLiteral("addr add %1/32 dev moving").arg(address(move))));
            QVERIFY(speakFrom(address(move)));
            QVERIFY(ip(QStringLiteral("addr del %1/32 dev moving").arg(address(move - 1))));
            anna->networkChanged();
            // At least a second of the tone by the new address.
            WAIT_UNTIL(anna.recorded() > from + 1.5 && anna.hears(1000) && ben.hears(600) &&
                           anna.isRegistered(),
                       patience);
            QVERIFY(anna.state() == CallState::Connected && ben.state() == CallState::Connected);
            gaps.push_back(anna.longestSilence(from));
        }
        std::sort(gaps.begin(), gaps.end());
        const auto at95 = gaps.at(
            static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(gaps.size())) - 1));
        qInfo("%d moves, none dropped: gap median %.0f ms, 95 %% %.0f ms, longest %.0f ms", wanted,
              1000 * gaps.at(gaps.size() / 2), 1000 * at95, 1000 * gaps.back());
        // What is signalled after all that arrives both ways.
        QVERIFY(ben->hold(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::HeldThere, patience);
        QVERIFY(ben->resume(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Connected, patience);
        QVERIFY(ben->hangUp(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Ended, patience);
        QCOMPARE(anna.records.size(), std::size_t(1));
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    MovingCallTest moving;
    return QTest::qExec(&moving, argc, argv);
}
#include "MovingCallTest.moc"
