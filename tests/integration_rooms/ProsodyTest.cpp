// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QTest>

#include "Groups.h"
#include "Rows.h"

ROWS("GRP-01", "GRP-04");

namespace sidetone::test {

/// What was tried on the office's own server alone: through the edge.
class ProsodyTest : public Groups {
    Q_OBJECT
public:
    ProsodyTest() : Groups("prosody") {}

private Q_SLOTS:
    void oneOutsideTheOffice();
};

void ProsodyTest::oneOutsideTheOffice() {
    QVERIFY(meetAll(3, true, "edge"));
    QVERIFY(members_->at(2).session().server()->host != members_->office.server().host);
    talk(5, "m");
    haveSameMinutes(15);
    QVERIFY(members_->office.office.done({"fault", "expe1", "kill"}));
    talk(5, "again");
    haveSameMinutes(30);
    countersAreRight();
}

}  // namespace sidetone::test

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    sidetone::test::ProsodyTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "ProsodyTest.moc"
