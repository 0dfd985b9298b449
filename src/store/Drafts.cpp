// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/Drafts.h"

#include "store/Store.h"
#include "store/messageRows.h"

namespace sidetone::store {

core::Task<std::map<core::Address, std::string>> Drafts::all() {
    using Texts = std::map<core::Address, std::string>;
    return store_.run<Texts>([](Database& database) -> core::Result<Texts> {
        auto rows = database.query("SELECT peer, body FROM drafts");
        if (!rows) return rows.error();
        Texts texts;
        for (const auto& row : *rows) texts.emplace(toAddress(row.text(0)), row.text(1));
        return texts;
    });
}

core::Task<void> Drafts::put(const core::Address& peer, const std::string& text) {
    return store_.run<void>([=](Database& database) -> core::Status {
        auto done = text.empty()
                        ? database.execute("DELETE FROM drafts WHERE peer = ?", {peer.text()})
                        : database.execute("INSERT OR REPLACE INTO drafts(peer, body) VALUES(?,?)",
                                           {peer.text(), text});
        if (!done) return done.error();
        return {};
    });
}

}  // namespace sidetone::store
