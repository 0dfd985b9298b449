// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "Groups.h"
#include "Rows.h"

ROWS("GRP-01");

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    sidetone::test::Groups groups("ejabberd");
    return QTest::qExec(&groups, argc, argv);
}
