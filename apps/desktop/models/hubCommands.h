// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

namespace sidetone::desktop {

/// Something that the window does, to be found by its words.
struct HubCommand {
    QString does;  ///< HubPage.qml knows it by this name
    QString words;
    QString icon;
};

[[nodiscard]] std::vector<HubCommand> hubCommands();

}  // namespace sidetone::desktop
