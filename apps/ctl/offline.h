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

}  // namespace sidetone::ctl
