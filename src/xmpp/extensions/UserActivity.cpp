// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/UserActivity.h"

#include "xmpp/namespaces.h"

namespace sidetone::xmpp {

using core::XmlElement;

XmlElement writeActivity(const UserActivity& activity) {
    XmlElement element("activity", ns::userActivity);
    if (activity.general.empty()) return element;
    XmlElement general(activity.general, ns::userActivity);
    if (!activity.specific.empty()) general.add(XmlElement(activity.specific, ns::userActivity));
    element.add(std::move(general));
    if (!activity.text.empty()) {
        element.add(XmlElement("text", ns::userActivity).setText(activity.text));
    }
    return element;
}

std::optional<UserActivity> readActivity(const XmlElement& element) {
    if (!element.is("activity", ns::userActivity)) return {};
    UserActivity activity;
    for (const auto& child : element.children) {
        if (child.nameSpace != ns::userActivity) continue;
        if (child.name == "text") {
            activity.text = child.text;
        } else if (activity.general.empty()) {
            activity.general = child.name;
            if (!child.children.empty()) activity.specific = child.children.front().name;
        }
    }
    return activity;
}

}  // namespace sidetone::xmpp
