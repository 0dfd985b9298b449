// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
class FaultsTest : public QObject {
    Q_OBJECT
};
QTEST_GUILESS_MAIN(FaultsTest)
#include "FaultsTest.moc"
