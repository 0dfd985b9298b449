// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QCoreApplication>

#include "client/Platform.h"

namespace sidetone::ctl {

/// Runs the command in words[0] to its end; the exit status (0 done, 1 failed, 2 wrong use).
[[nodiscard]] int run(QCoreApplication& application, client::Platform& platform,
                      const QCommandLineParser& parser, const QStringList& words);

/// `explain`: prints each step of what a sign-in would do.
[[nodiscard]] int explain(QCoreApplication& application, client::Platform& platform,
                          const QCommandLineParser& parser, const QString& address);

/// `doctor`: explains, and examines everything around a sign-in.
[[nodiscard]] int doctor(QCoreApplication& application, client::Platform& platform,
                         const QCommandLineParser& parser, const QString& address);

/// `serve` and `signin`: signed in until the end of input or a signal.
[[nodiscard]] int serve(QCoreApplication& application, client::Platform& platform,
                        const QCommandLineParser& parser, const QString& address, bool asJson);

/// Everything else: signs in, does one thing, signs out.
[[nodiscard]] int once(QCoreApplication& application, client::Platform& platform,
                       const QCommandLineParser& parser, const QStringList& words);

/// Prints "sidetonectl: " and the sentence on standard error; gives 1.
[[nodiscard]] int failed(const core::Error& error);

/// Runs the event loop; interrupt and termination signals end it politely.
[[nodiscard]] int runUntilDone(QCoreApplication& application);

}  // namespace sidetone::ctl
