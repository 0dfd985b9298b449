// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Delay.h"

#include <QDateTime>
#include <algorithm>

#include "xmpp/namespaces.h"

namespace sidetone::xmpp {

std::optional<core::WallTime> readTime(std::string_view text) {
    const auto string = QString::fromLatin1(
        text.data(), static_cast<qsizetype>(std::min<std::size_t>(text.size(), 64)));
    const auto time = QDateTime::fromString(string, Qt::ISODateWithMs);
    if (!time.isValid()) return {};
    return core::WallTime(core::Milliseconds(time.toMSecsSinceEpoch()));
}

std::string writeTime(core::WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs)
        .toStdString();
}

std::optional<core::WallTime> delayIn(const core::XmlElement& element) {
    std::optional<core::WallTime> earliest;
    for (const auto& child : element.children) {
        if (!child.is("delay", ns::delay)) continue;
        const auto time = readTime(child.attribute("stamp"));
        if (time && (!earliest || *time < *earliest)) earliest = time;
    }
    return earliest;
}

}  // namespace sidetone::xmpp
