/**
 * ceph.conf of one monitor, one object store and one S3 gateway on loopback, without cephx: nobody else reaches them.
 * @param {{ folder: string, fsid: string, ports: { mon: number, monV1: number, osdFirst: number, osdLast: number, rgw: number } }} cluster
 */
export function cephConf({ folder, fsid, ports }) {
  return `[global]
fsid = ${fsid}
mon_host = [v2:127.0.0.1:${ports.mon}/0,v1:127.0.0.1:${ports.monV1}/0]
mon_initial_members = a
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv6 = false
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
keyring = ${folder}/keyring
run_dir = ${folder}/run
admin_socket = ${folder}/run/$cluster-$name.asok
pid_file = ${folder}/run/$name.pid
log_file = ${folder}/log/$name.log
crash_dir = ${folder}/run
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_data_avail_crit = 1
mon_data_avail_warn = 1
mon_max_pg_per_osd = 1000

[mon.a]
mon_data = ${folder}/mon

[osd.0]
osd_data = ${folder}/osd
osd_objectstore = memstore
memstore_device_bytes = 4294967296
ms_bind_port_min = ${ports.osdFirst}
ms_bind_port_max = ${ports.osdLast}

[client.rgw]
rgw_data = ${folder}/rgw
rgw_frontends = beast endpoint=127.0.0.1:${ports.rgw}
rgw_sts_key = abcdefghijklmnop
rgw_s3_auth_use_sts = true
rgw_crypt_require_ssl = false
rgw_gc_obj_min_wait = 1
rgw_gc_processor_period = 5
rgw_gc_processor_max_time = 60
`;
}
