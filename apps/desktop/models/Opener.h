// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>
#include <functional>

namespace sidetone::desktop {

/// Opens a page or a folder in the program that the person uses for it; false where there is
/// none. Tests hand in their own.
using Opener = std::function<bool(const QUrl&)>;

/// The desktop's own programs.
[[nodiscard]] Opener systemOpener();

/// Opens a web page. What is no http or https address is refused: servers name these addresses,
/// and others could start any program.
bool openPage(const Opener& opener, const QString& address);

}  // namespace sidetone::desktop
