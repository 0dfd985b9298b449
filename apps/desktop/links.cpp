// SPDX-License-Identifier: GPL-3.0-or-later
#include "links.h"

#include <QWindow>
#include <cstdio>

#include "models/Desktop.h"
#include "shared/LinkDoor.h"

namespace sidetone::desktop {

void openLinks(apps::LinkDoor& door, const QString& first, Desktop& desktop, QWindow& window) {
    desktop.follow(first);
    QObject::connect(&door, &apps::LinkDoor::arrived, &window,
                     [&desktop, &window](const QString& link) {
                         desktop.follow(link);
                         window.show();
                         window.raise();
                         window.requestActivate();
                     });
    if (const auto listening = door.open(); !listening) {
        std::fprintf(stderr, "sidetone: %s\n", listening.error().sentence().c_str());
    }
}

}  // namespace sidetone::desktop
