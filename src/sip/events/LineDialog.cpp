// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/events/LineDialog.h"

#include "core/text.h"

namespace sidetone::sip {
namespace {

using core::XmlElement;
using Rendering = LineDialog::Rendering;

constexpr std::string_view renderingName = "+sip.rendering";
constexpr std::size_t longestName = 200;

Rendering renderingOf(const XmlElement& dialog) {
    const auto* local = dialog.child("local");
    const auto* target = local == nullptr ? nullptr : local->child("target");
    if (target == nullptr) return Rendering::Unknown;
    for (const auto& parameter : target->children) {
        if (parameter.name != "param" || parameter.attribute("pname") != renderingName) continue;
        return parameter.attribute("pval") == "no" ? Rendering::Held : Rendering::On;
    }
    return Rendering::Unknown;
}

XmlElement participant(const char* name, const std::string& uri, const std::string& display) {
    XmlElement element(name);
    XmlElement identity("identity");
    identity.setText(uri);
    if (!display.empty()) identity.setAttribute("display", display);
    element.add(std::move(identity));
    return element;
}

XmlElement dialogElement(const std::string& entity, const LineDialog& dialog) {
    XmlElement element("dialog");
    element.setAttribute("id", dialog.id)
        .setAttribute("call-id", dialog.dialog.callId)
        .setAttribute("local-tag", dialog.dialog.localTag);
    if (!dialog.dialog.remoteTag.empty()) {
        element.setAttribute("remote-tag", dialog.dialog.remoteTag);
    }
    element.setAttribute("direction", dialog.isInitiator ? "initiator" : "recipient");
    XmlElement state("state");
    state.setText(dialog.isConfirmed ? "confirmed" : "early");
    element.add(std::move(state));
    auto local = participant("local", entity, {});
    if (dialog.rendering != Rendering::Unknown) {
        XmlElement target("target");
        target.setAttribute("uri", entity);
        XmlElement parameter("param");
        parameter.setAttribute("pname", std::string(renderingName))
            .setAttribute("pval", dialog.rendering == Rendering::Held ? "no" : "yes");
        target.add(std::move(parameter));
        local.add(std::move(target));
    }
    element.add(std::move(local));
    element.add(participant("remote", dialog.remoteUri, dialog.remoteName));
    return element;
}

}  // namespace

LineDialog readLineDialog(const XmlElement& element) {
    LineDialog dialog;
    dialog.id = element.attribute("id");
    dialog.dialog = {std::string(element.attribute("call-id")),
                     std::string(element.attribute("local-tag")),
                     std::string(element.attribute("remote-tag"))};
    dialog.isConfirmed = element.childText("state") == "confirmed";
    dialog.isInitiator = element.attribute("direction") == "initiator";
    dialog.rendering = renderingOf(element);
    const auto* remote = element.child("remote");
    const auto* identity = remote == nullptr ? nullptr : remote->child("identity");
    if (identity != nullptr) {
        dialog.remoteUri = core::trim(identity->text);
        dialog.remoteName =
            core::printable(std::string(identity->attribute("display")), longestName);
    }
    return dialog;
}

std::string dialogInfoDocument(const std::string& entity, unsigned version,
                               const std::vector<LineDialog>& dialogs) {
    XmlElement document("dialog-info", "urn:ietf:params:xml:ns:dialog-info");
    document.setAttribute("version", std::to_string(version))
        .setAttribute("state", "full")
        .setAttribute("entity", entity);
    for (const auto& dialog : dialogs) {
        auto element = dialogElement(entity, dialog);
        document.add(std::move(element));
    }
    return "<?xml version=\"1.0\"?>\n" + document.toXml();
}

}  // namespace sidetone::sip
