// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "office/supervisor/Layout.h"
#include "office/userstore/User.h"

class QJsonObject;

namespace sidetone::office {

struct MailFolder {
    std::string id;
    std::string name;
};

struct MailItem {
    std::string id;
    std::string folder;  ///< id
    std::string itemClass;
    std::string subject;
    std::string body;  ///< HTML
    std::string key;   ///< of the named property by which chats are found again
    bool isRead = false;
    bool isDraft = true;  ///< its message flags were not set otherwise
};

/// One person's mail: folders below the root and what lies in them. A journal, one JSON object a
/// line, in mail/NAME/ of the office's folder, so that the contract and the command line can read
/// it side by side.
class MailStore {
public:
    [[nodiscard]] static core::Result<MailStore> open(const Layout& layout, const User& owner);

    [[nodiscard]] const std::vector<MailFolder>& folders() const { return folders_; }
    [[nodiscard]] const std::vector<MailItem>& items() const { return items_; }
    [[nodiscard]] const MailFolder* folder(std::string_view id) const;
    [[nodiscard]] const MailFolder* folderNamed(std::string_view name) const;

    /// Both give the id.
    [[nodiscard]] core::Result<std::string> addFolder(const std::string& name);
    [[nodiscard]] core::Result<std::string> addItem(MailItem item);
    /// With what lies in it.
    [[nodiscard]] core::Status removeFolder(std::string_view id);

private:
    explicit MailStore(std::string folder) : place_(std::move(folder)) {}
    [[nodiscard]] std::string journal() const { return place_ + "/journal"; }
    void take(const QJsonObject& line);
    [[nodiscard]] core::Status append(const QJsonObject& line);

    std::string place_;
    std::vector<MailFolder> folders_;
    std::vector<MailItem> items_;
};

}  // namespace sidetone::office
