// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>

namespace sidetone::ctl {

/// `ports`: the table of ports, and what this user's clients have open now, and why.
[[nodiscard]] int ports(const QCommandLineParser& parser);

}  // namespace sidetone::ctl
