// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/fileMessage.h"

#include <QUrl>

#include "messaging/encryption/FileCipher.h"
#include "messaging/files/fileNames.h"

namespace sidetone::messaging {
namespace {

constexpr std::string_view sealedScheme = "aesgcm://";
constexpr std::size_t longestUrl = 4'096;

std::string nameIn(const std::string& url) {
    return safeName(QUrl(QString::fromStdString(url)).fileName(QUrl::FullyDecoded).toStdString());
}

void addFile(store::StoredMessage& stored, const xmpp::SharedFile& file) {
    store::StoredAttachment attachment;
    attachment.name = file.name.empty() ? nameIn(file.url) : safeName(file.name);
    attachment.mediaType = file.mediaType;
    attachment.size = file.size;
    attachment.state = store::TransferState::Available;
    attachment.url = file.url;
    attachment.hash = file.sha256;
    stored.kind = store::MessageKind::File;
    stored.body = attachment.name;
    stored.attachment = std::move(attachment);
}

}  // namespace

bool isSealedUrl(const std::string& url) {
    return url.starts_with(sealedScheme);
}

void readFileMessage(const xmpp::ChatMessage& message, store::StoredMessage& stored) {
    if (message.file) {
        if (message.file->url.size() <= longestUrl) addFile(stored, *message.file);
        return;
    }
    if (!isSealedUrl(message.body)) return;
    // A thumbnail may stand on the lines below.
    const auto url = message.body.substr(0, message.body.find('\n'));
    const auto hash = url.find('#');
    if (hash == std::string::npos || url.size() > longestUrl) return;
    if (FileKey::fromFragment(std::string_view(url).substr(hash + 1))) addFile(stored, {url});
}

bool announceFile(const store::StoredMessage& stored, xmpp::ChatMessage& message) {
    if (!stored.attachment || stored.attachment->url.empty()) return false;
    const auto& file = *stored.attachment;
    message.body = file.url;
    // The key is for whoever can read the encrypted text alone.
    if (isSealedUrl(file.url)) return true;
    message.file = xmpp::SharedFile{file.url, file.name, file.mediaType, file.size, file.hash};
    return true;
}

}  // namespace sidetone::messaging
