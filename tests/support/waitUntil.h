// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

/// Waits until something was true once. QTRY_VERIFY_WITH_TIMEOUT asks twice more after that, and
/// what is measured on sound that has just begun may be false again in between.
#define WAIT_UNTIL(condition, milliseconds)                                               \
    QVERIFY2(QTest::qWaitFor([&] { return static_cast<bool>(condition); }, milliseconds), \
             "it never came true: " #condition)
