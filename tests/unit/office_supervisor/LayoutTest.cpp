// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "office/supervisor/AddressClaim.h"
#include "office/supervisor/Folder.h"
#include "office/supervisor/Layout.h"

using namespace sidetone::office;
using sidetone::core::ErrorCode;

/// Addresses, names, folders and their locks.
class LayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyHostHasAnAddressOfItsOwn();
    void portsLieBelowTheEphemeralRange();
    void isStoredAndRead();
    void extrasAreNamed();
    void isNotFoundInAnEmptyFolder();
    void aFolderIsLockedOnce();
    void refusesPathsTooLongForSockets();
    void twoOfficesClaimDifferentAddresses();
};

void LayoutTest::everyHostHasAnAddressOfItsOwn() {
    Layout layout;
    layout.office = 12;
    std::set<std::string> seen;
    for (const Host host : allHosts()) seen.insert(layout.address(host));
    QCOMPARE(seen.size(), allHosts().size());
    QCOMPARE(layout.address(Host::Cucm1), std::string("127.12.0.11"));
    QCOMPARE(layout.address(Host::OutsideEdge1), std::string("127.12.1.11"));
    QCOMPARE(layout.fullName(Host::Imp1), std::string("imp1.office.example"));
    QCOMPARE(layout.directoryBase(), std::string("dc=office,dc=example"));
}

void LayoutTest::portsLieBelowTheEphemeralRange() {
    const Ports ports;
    for (const int port : {ports.dns, ports.uds, ports.files, ports.xmpp, ports.sip, ports.ldap,
                           ports.ldapTls, ports.relayControl, ports.turn, ports.turnTls}) {
        QVERIFY(port >= 1024 && port < 32768);
    }
    // Relays stay out of the range that clients use for media.
    const Layout layout;
    QVERIFY(layout.relayPorts.last < layout.mediaPorts.first);
    QVERIFY(layout.turnPorts.first > layout.relayPorts.last);
    QVERIFY(layout.turnPorts.last < layout.mediaPorts.first);
}

void LayoutTest::isStoredAndRead() {
    const QTemporaryDir folder;
    Layout layout;
    layout.folder = folder.path().toStdString();
    layout.domain = "other.example";
    layout.office = 99;
    layout.mediaPorts = {20000, 20100};
    layout.contacts = 5;
    layout.turnSecret = "turn";
    layout.extras = {"cloud", "nodes"};
    QVERIFY(layout.save());
    const auto read = Layout::load(layout.folder);
    QVERIFY(read.has_value());
    QCOMPARE(read->domain, layout.domain);
    QCOMPARE(read->office, 99);
    QCOMPARE(read->mediaPorts.last, layout.mediaPorts.last);
    QCOMPARE(read->contacts, std::size_t{5});
    QCOMPARE(read->turnSecret, layout.turnSecret);
    QVERIFY(read->with("cloud") && read->with("nodes") && !read->with("edge"));
    QCOMPARE(read->certificate("prosody"), layout.folder + "/ca/prosody.crt");
}

void LayoutTest::extrasAreNamed() {
    const auto extras = parseExtras("nodes, edge");
    QVERIFY(extras.has_value());
    QCOMPARE(extrasText(*extras), std::string("edge,nodes"));
    QVERIFY(parseExtras("")->empty());
    const auto unknown = parseExtras("nodes,edges");
    QVERIFY(!unknown);
    QVERIFY(unknown.error().code == ErrorCode::InvalidInput);
    QVERIFY(unknown.error().sentence().find("'edges'") != std::string::npos);
    QVERIFY(unknown.error().sentence().find("second-cluster") != std::string::npos);
}

void LayoutTest::isNotFoundInAnEmptyFolder() {
    const QTemporaryDir folder;
    const auto read = Layout::load(folder.path().toStdString());
    QVERIFY(!read);
    QVERIFY(read.error().code == ErrorCode::NotFound);
    QVERIFY(!read.error().advice.empty());
}

void LayoutTest::aFolderIsLockedOnce() {
    const QTemporaryDir parent;
    const std::string path = parent.path().toStdString() + "/new/office";
    QVERIFY(!Folder::isLocked(path));
    {
        const auto first = Folder::lock(path);
        QVERIFY(first.has_value());
        QVERIFY(first->setOwner(4711));
        QVERIFY(Folder::isLocked(path));
        const auto second = Folder::lock(path);
        QVERIFY(!second);
        QVERIFY(second.error().code == ErrorCode::Busy);
        QVERIFY(second.error().sentence().find("4711") != std::string::npos);
    }
    QVERIFY(!Folder::isLocked(path));
    QVERIFY(Folder::lock(path).has_value());
}

void LayoutTest::refusesPathsTooLongForSockets() {
    const auto folder = Folder::lock("/tmp/" + std::string(90, 'x'));
    QVERIFY(!folder);
    QVERIFY(folder.error().code == ErrorCode::InvalidInput);
}

void LayoutTest::twoOfficesClaimDifferentAddresses() {
    Layout layout;
    layout.folder = "/tmp/one";
    const auto first = AddressClaim::take(layout, 0);
    QVERIFY(first.has_value());
    const auto second = AddressClaim::take(layout, first->office());
    QVERIFY(second.has_value());
    QVERIFY(first->office() != second->office());
}

QTEST_GUILESS_MAIN(LayoutTest)
#include "LayoutTest.moc"
