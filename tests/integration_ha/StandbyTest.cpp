// SPDX-License-Identifier: GPL-3.0-or-later
#include "Pair.h"
#include "Rows.h"

using namespace sidetone;
using test::Pair;

ROWS("HA-01");

/// Two servers that share accounts and contact lists, and neither sessions nor archives: what one
/// had acknowledged and not handed over when it died is sent again at the other.
class StandbyTest : public QObject {
    Q_OBJECT

    Pair pair_;

    [[nodiscard]] bool areAt(int node) const {
        return pair_.isWell() && Pair::isAt(*pair_.anna, pair_.node(node)) &&
               Pair::isAt(*pair_.ben, pair_.node(node));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(pair_.start("standby", Pair::firstNode)); }
    void cleanupTestCase() {
        pair_.anna.reset();
        pair_.ben.reset();
    }

    /// It holds its ports and answers nothing, while both talk on.
    void theServerFreezes() {
        pair_.survive(
            "the server frozen, until both were at the standby",
            [this] { QVERIFY(pair_.fault(QStringLiteral("prosody"), QStringLiteral("freeze"))); },
            [this] { return areAt(Pair::secondNode); });
    }
    /// The first goes on, with the old sessions, and now the standby is killed and stays away.
    void theStandbyIsKilled() {
        pair_.survive(
            "the standby gone, until both were back at the first",
            [this] {
                QVERIFY(pair_.fault(QStringLiteral("prosody"), QStringLiteral("thaw")));
                QVERIFY(pair_.fault(QStringLiteral("prosody-standby"), QStringLiteral("stop")));
            },
            [this] { return areAt(Pair::firstNode); });
    }
};

QTEST_GUILESS_MAIN(StandbyTest)
#include "StandbyTest.moc"
