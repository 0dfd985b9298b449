// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <functional>

#include "core/Result.h"

namespace sidetone::desktop {

/// Which program the person's desktop opens links with.
class LinkHandlers {
public:
    virtual ~LinkHandlers() = default;
    /// The entry's name ("org.gajim.Gajim.desktop") of each scheme, in their order; empty: none.
    virtual void look(const QStringList& schemes, std::function<void(QStringList)> done) = 0;
    /// From now on they open in this program.
    virtual void claim(const QStringList& schemes, std::function<void(core::Status)> done) = 0;
    /// What a person calls the entry's program.
    [[nodiscard]] virtual QString nameOf(const QString& entry) const = 0;
};

}  // namespace sidetone::desktop
