// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sidetone::desktop {

/// The path of a file in the person's documents that nothing has yet.
[[nodiscard]] QString freeFile(const QString& name, const QString& ending);

}  // namespace sidetone::desktop
