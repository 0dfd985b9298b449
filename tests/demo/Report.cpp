// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Report.h"

#include <cstdio>

namespace sidetone::demo {

using namespace Qt::StringLiterals;

void Report::heading(const QString& text) {
    std::printf("\n%s\n", qPrintable(text));
    std::fflush(stdout);
    lastCheck_ = clock_.elapsed();
}

void Report::line(qint64 milliseconds, const QString& result, const QString& text) {
    std::printf("  %6lld ms  %-8s %s\n", static_cast<long long>(milliseconds), qPrintable(result),
                qPrintable(text));
    std::fflush(stdout);
}

bool Report::check(const QString& what, const core::Status& result) {
    const auto now = clock_.elapsed();
    const auto took = now - lastCheck_;
    lastCheck_ = now;
    if (result) {
        ++passed_;
        line(took, u"ok"_s, what);
        return true;
    }
    ++failed_;
    line(took, u"FAILED"_s, what + u" -- "_s + QString::fromStdString(result.error().sentence()));
    return false;
}

bool Report::check(const QString& what, bool isRight, const QString& measured) {
    if (isRight) return check(what + u": "_s + measured, core::Status());
    return check(what, core::fail(core::ErrorCode::BadAnswer, measured.toStdString()));
}

bool Report::finish() {
    std::printf("\n%d checks passed, %d failed, %.1f s\n", passed_, failed_,
                static_cast<double>(clock_.elapsed()) / 1000.0);
    std::fflush(stdout);
    return failed_ == 0 && passed_ > 0;
}

}  // namespace sidetone::demo
