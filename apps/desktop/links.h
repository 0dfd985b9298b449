// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWindow;

namespace sidetone::apps {
class LinkDoor;
}
namespace sidetone::desktop {

class Desktop;

/// Opens the link that this program was started with, and from now on those that arrive at the
/// door, which also brings the window to the front (DISC-22). All must outlive the event loop.
void openLinks(apps::LinkDoor& door, const QString& first, Desktop& desktop, QWindow& window);

}  // namespace sidetone::desktop
