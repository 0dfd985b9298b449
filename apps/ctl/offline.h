// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <optional>

namespace sidetone::ctl {

/// Runs a command that needs neither profile nor network: `parameters`, `validate`, `link`.
/// The exit status; empty where the command is another one.
[[nodiscard]] std::optional<int> runOffline(const QCommandLineParser& parser,
                                            const QStringList& words);

/// `parameters`: the registry as text, as JSON schema, or into a page.
[[nodiscard]] int parameters(const QCommandLineParser& parser, const QStringList& words);

/// `validate FILE`: what is wrong with an administrator's file or link, by line.
[[nodiscard]] int validate(const QCommandLineParser& parser, const QStringList& words);

/// `link`: the configuration URL for --domain and Name=Value, alone or in a page (ADM-05).
[[nodiscard]] int link(const QCommandLineParser& parser, const QStringList& words);

}  // namespace sidetone::ctl
