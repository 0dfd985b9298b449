// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

#include "core/Result.h"

namespace sidetone::demo {

/// What the demo says while it goes: a line for each step with its time and result, and the
/// totals at the end.
class Report {
public:
    Report() { clock_.start(); }

    void heading(const QString& text);
    /// "  12 ms  ok   anna  Looking up ...".
    void line(qint64 milliseconds, const QString& result, const QString& text);
    /// A check: counted, and printed as ok or FAILED with the reason.
    bool check(const QString& what, const core::Status& result);
    bool check(const QString& what, bool isRight, const QString& measured);
    /// The totals; true where nothing failed.
    bool finish();
    [[nodiscard]] qint64 elapsed() const { return clock_.elapsed(); }

private:
    QElapsedTimer clock_;
    qint64 lastCheck_ = 0;
    int passed_ = 0;
    int failed_ = 0;
};

}  // namespace sidetone::demo
