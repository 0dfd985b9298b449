// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/SharedFile.h"

#include <QByteArray>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr std::size_t hashBytes = 32;

std::string hexOf(const std::string& base64) {
    const auto bytes = QByteArray::fromBase64(QByteArray::fromStdString(base64));
    return std::size_t(bytes.size()) == hashBytes ? bytes.toHex().toStdString() : std::string();
}

void readMetadata(const XmlElement& metadata, SharedFile& file) {
    file.name = metadata.childText("name");
    file.mediaType = core::printable(metadata.childText("media-type"), 100);
    if (const auto size = core::parseNumber(metadata.childText("size"))) {
        file.size = std::int64_t(*size);
    }
    for (const auto& child : metadata.children) {
        if (!child.is("hash", ns::hashes) || child.attribute("algo") != "sha-256") continue;
        file.sha256 = hexOf(child.text);
    }
}

}  // namespace

std::optional<SharedFile> sharedFileIn(const XmlElement& message) {
    const auto* plain = message.child("x", ns::outOfBand);
    if (plain == nullptr) return {};
    SharedFile file{plain->childText("url")};
    if (!file.url.starts_with("https://") || message.childText("body") != file.url) return {};
    const auto* sharing = message.child("file-sharing", ns::fileSharing);
    if (sharing == nullptr) return file;
    const auto* sources = sharing->child("sources", ns::fileSharing);
    const auto* source = sources != nullptr ? sources->child("url-data", ns::urlData) : nullptr;
    const auto* metadata = sharing->child("file", ns::fileMetadata);
    const bool isSame = source != nullptr && source->attribute("target") == file.url;
    if (isSame && metadata != nullptr) readMetadata(*metadata, file);
    return file;
}

void addSharedFile(XmlElement& message, const SharedFile& file) {
    XmlElement plain("x", ns::outOfBand);
    plain.add(XmlElement("url", ns::outOfBand).setText(file.url));
    message.add(std::move(plain));
    XmlElement metadata("file", ns::fileMetadata);
    if (!file.name.empty()) {
        metadata.add(XmlElement("name", ns::fileMetadata).setText(file.name));
    }
    if (!file.mediaType.empty()) {
        metadata.add(XmlElement("media-type", ns::fileMetadata).setText(file.mediaType));
    }
    if (file.size >= 0) {
        metadata.add(XmlElement("size", ns::fileMetadata).setText(std::to_string(file.size)));
    }
    if (!file.sha256.empty()) {
        const auto base64 = QByteArray::fromHex(QByteArray::fromStdString(file.sha256)).toBase64();
        XmlElement hash("hash", ns::hashes);
        hash.setAttribute("algo", "sha-256").setText(base64.toStdString());
        metadata.add(std::move(hash));
    }
    XmlElement sources("sources", ns::fileSharing);
    sources.add(XmlElement("url-data", ns::urlData).setAttribute("target", file.url));
    XmlElement sharing("file-sharing", ns::fileSharing);
    sharing.add(std::move(metadata));
    sharing.add(std::move(sources));
    message.add(std::move(sharing));
}

}  // namespace sidetone::xmpp
