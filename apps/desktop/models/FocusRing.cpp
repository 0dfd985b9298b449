// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/FocusRing.h"

#include <QQuickWindow>

namespace sidetone::desktop {
namespace {

/// The first item inside that the Tab key would stop at.
QQuickItem* firstStop(QQuickItem* item) {
    if (!item->isVisible() || !item->isEnabled()) return nullptr;
    if (item->activeFocusOnTab()) return item;
    for (auto* child : item->childItems()) {
        if (auto* stop = firstStop(child)) return stop;
    }
    return nullptr;
}

}  // namespace

bool FocusRing::canTake(const QQuickItem* region) const {
    return region != nullptr && region->isVisible() && region->isEnabled();
}

void FocusRing::move(int step) {
    if (regions_.isEmpty()) return;
    const auto count = static_cast<int>(regions_.size());
    int at = step > 0 ? -1 : 0;
    for (int i = 0; i < count; ++i) {
        auto* region = regions_[i];
        const auto* window = region == nullptr ? nullptr : region->window();
        const auto* focused = window == nullptr ? nullptr : window->activeFocusItem();
        if (focused != nullptr && (focused == region || region->isAncestorOf(focused))) at = i;
    }
    for (int i = 1; i <= count; ++i) {
        auto* region = regions_[((at + step * i) % count + count) % count];
        if (!canTake(region)) continue;
        if (auto* stop = firstStop(region)) {
            stop->forceActiveFocus(Qt::TabFocusReason);
            return;
        }
    }
}

}  // namespace sidetone::desktop
