// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
class ClustersTest : public QObject {
    Q_OBJECT
};
QTEST_GUILESS_MAIN(ClustersTest)
#include "ClustersTest.moc"
