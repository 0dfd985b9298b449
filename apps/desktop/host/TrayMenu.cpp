// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/TrayMenu.h"

namespace sidetone::desktop {

void TrayMenu::setEntries(const QList<TrayEntry>& entries) {
    entries_ = entries;
    Q_EMIT LayoutUpdated(++revision_, 0);
}

/// Entries have the numbers from 1 on; 0 is the menu itself.
QVariantMap TrayMenu::propertiesOf(int id) const {
    if (id <= 0 || id > entries_.size()) {
        return {{QStringLiteral("children-display"), QStringLiteral("submenu")}};
    }
    const auto& entry = entries_[id - 1];
    if (entry.text.isEmpty()) {
        return {{QStringLiteral("type"), QStringLiteral("separator")}};
    }
    QVariantMap properties{{QStringLiteral("label"), entry.text}};
    if (entry.isRadio) {
        properties.insert(QStringLiteral("toggle-type"), QStringLiteral("radio"));
        properties.insert(QStringLiteral("toggle-state"), entry.isChecked ? 1 : 0);
    }
    return properties;
}

uint TrayMenu::GetLayout(int parent, int depth, const QStringList&, TrayMenuItem& layout) {
    layout = {parent, propertiesOf(parent), {}};
    if (parent == 0 && depth != 0) {
        for (int id = 1; id <= entries_.size(); ++id) {
            layout.children << TrayMenuItem{id, propertiesOf(id), {}};
        }
    }
    return revision_;
}

TrayMenuPropertyList TrayMenu::GetGroupProperties(const QList<int>& ids, const QStringList&) {
    TrayMenuPropertyList all;
    for (const int id : ids) all << TrayMenuProperties{id, propertiesOf(id)};
    return all;
}

QDBusVariant TrayMenu::GetProperty(int id, const QString& name) {
    return QDBusVariant(propertiesOf(id).value(name, QString()));
}

void TrayMenu::Event(int id, const QString& what, const QDBusVariant&, uint) {
    if (what != QLatin1String("clicked") || id <= 0 || id > entries_.size()) return;
    Q_EMIT chosen(entries_[id - 1].name);
}

bool TrayMenu::AboutToShow(int) {
    return false;
}

}  // namespace sidetone::desktop
