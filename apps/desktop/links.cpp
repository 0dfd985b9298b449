// SPDX-License-Identifier: GPL-3.0-or-later
#include "links.h"

#include <QWindow>
#include <cstdio>

#include "client/Client.h"
#include "shared/LinkDoor.h"

namespace sidetone::desktop {
namespace {

void tell(const core::Error& error) {
    std::fprintf(stderr, "sidetone: %s\n", error.sentence().c_str());
}

void open(client::Client& client, const QString& link) {
    if (link.isEmpty()) return;
    if (const auto opened = client.openLink(link.toStdString()); !opened) tell(opened.error());
}

}  // namespace

void openLinks(apps::LinkDoor& door, const QString& first, client::Client& client,
               QWindow& window) {
    open(client, first);
    QObject::connect(&door, &apps::LinkDoor::arrived, &window,
                     [&client, &window](const QString& link) {
                         open(client, link);
                         window.show();
                         window.raise();
                         window.requestActivate();
                     });
    if (const auto listening = door.open(); !listening) tell(listening.error());
}

}  // namespace sidetone::desktop
